package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.data.SampleFolder;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the generated sample set as files. */
@Command(
    name = "sample",
    header = "Draws flowers into a folder with a sub-folder per class.",
    description = {"", "The same options draw the same images, everywhere.", ""})
final class DataSampleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "5",
      description = "Kinds of flowers (default: ${DEFAULT-VALUE}).")
  private int classes;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "10",
      description = "Images of each kind (default: ${DEFAULT-VALUE}).")
  private int perClass;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "64",
      description = "Height and width (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Decides every image (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Inject
  DataSampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ObjectNode wanted =
        Json.object()
            .put("classes", classes)
            .put("perClass", perClass)
            .put("size", size)
            .put("seed", seed);
    String source = "data.source=" + Json.object().set("sample", wanted);
    // Read as a config, so that what is out of range is refused as it is there.
    Sample sample = (Sample) Specs.training("xception-mini", List.of(source)).data().source();
    SampleFolder.write(sample, out);
    int images = sample.classes() * sample.perClass();
    console.answer(
        output.json
            ? Json.write(Json.object().put("directory", out.toString()).put("images", images))
            : "%s images of %d classes are in %s\n"
                .formatted(Numbers.count(images), sample.classes(), out));
    return ExitStatus.DONE;
  }
}
