package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that change single values of a config. */
final class ConfigOptions {
  @Option(names = "--device", paramLabel = "DEVICE", description = "auto, cpu, gpu or gpu:N.")
  Optional<String> device = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "PATH|NAME",
      description =
          "The images: 'sample', 'flowers17', the archive 17flowers.tgz, or a folder with a"
              + " sub-folder per class.")
  Optional<String> data = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides all that is random in the run.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set any value of the config, such as training.steps=300 or"
              + " optimizer.adam.beta1=0.8; can be repeated.")
  List<String> settings = new ArrayList<>();

  ConfigOptions() {}

  /** Returns what was said, as {@code key=value} with dots in the key; {@code --set} comes last. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    data.ifPresent(name -> overrides.add("data.source=" + source(name)));
    device.ifPresent(name -> overrides.add("backend.device=" + Json.text(name)));
    seed.ifPresent(number -> overrides.add("training.seed=" + number));
    overrides.addAll(settings);
    return overrides;
  }

  /** Returns what a data set's name or place is in a config. */
  static JsonNode source(String pathOrName) {
    if (pathOrName.equals("sample") || pathOrName.equals("flowers17")) {
      return Json.text(pathOrName);
    }
    Path path = Path.of(pathOrName);
    if (Files.isDirectory(path)) {
      return Json.object().set("folder", Json.object().put("path", pathOrName));
    }
    if (Files.isRegularFile(path)) {
      return Json.object().set("flowers17", Json.object().put("path", pathOrName));
    }
    throw new UsageException(
        "no data at '" + pathOrName + "': it is neither a file nor a folder",
        "Expected 'sample', 'flowers17', the archive 17flowers.tgz, or a folder with a sub-folder"
            + " per class.");
  }
}
