package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.export.ExportOption;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import io.github.xception.api.export.ModelSignature.Port;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a trained network for another program. */
@Command(
    name = "export",
    header = "Writes a trained network in the format of another program, for inference there.",
    description = {
      "",
      "onnx: a file that ONNX Runtime, and whatever else reads ONNX, loads.",
      "saved-model: a folder that TensorFlow, TensorFlow Serving and TensorFlow Java load.",
      ""
    })
final class ExportCommand implements Callable<Integer> {
  private static final String ANY_BATCH = "batch";

  private final Console console;
  private final Exporters exporters;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A run directory, for what the run gives; or one of its checkpoints/step-N.")
  private Path model = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      required = true,
      description = "The format: onnx, saved-model, or one that another artifact brings.")
  private String format = "";

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "The file or folder to make; there must be nothing yet.")
  private Path out = Path.of("");

  @Option(
      names = "--half",
      description =
          "onnx: store the parameters as 16-bit floats, which halves the file; they are computed"
              + " with as 32-bit floats.")
  private boolean half;

  @Option(
      names = "--dynamic-batch",
      description = "onnx: take batches of any size (default: one image).")
  private boolean dynamicBatch;

  @Option(
      names = "--unfolded",
      description =
          "onnx: keep batch normalizations (default: folded into the convolution or dense layer"
              + " before them).")
  private boolean unfolded;

  @Inject
  ExportCommand(Console console, Exporters exporters) {
    this.console = console;
    this.exporters = exporters;
  }

  @Override
  public Integer call() throws IOException {
    ModelExporter exporter = exporters.get(format);
    Set<ExportOption> options = options();
    requireAll(options, exporter);
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          out + " exists already", "Remove it, or choose another place with --out.");
    }
    TrainedModel trained = TrainedModel.load(model);
    ExportedModel exported =
        new ExportedModel(
            trained.graph(),
            trained.learned().weights(),
            trained.config().model().input(),
            trained.config().data().resize(),
            trained.config().data().centerCrop(),
            trained.classes(),
            trained.provenance());
    ModelSignature signature = exporter.export(exported, options, out);
    long bytes = bytes(out);
    console.answer(
        output.json ? Json.write(answer(trained, signature, bytes)) : text(signature, bytes));
    return ExitStatus.DONE;
  }

  private Set<ExportOption> options() {
    EnumSet<ExportOption> options = EnumSet.noneOf(ExportOption.class);
    if (half) {
      options.add(ExportOption.HALF);
    }
    if (dynamicBatch) {
      options.add(ExportOption.DYNAMIC_BATCH);
    }
    if (unfolded) {
      options.add(ExportOption.UNFOLDED);
    }
    return options;
  }

  private static void requireAll(Set<ExportOption> options, ModelExporter exporter) {
    Set<ExportOption> known = exporter.options();
    for (ExportOption option : options) {
      if (!known.contains(option)) {
        throw new UsageException(
            "%s does not go with format '%s'".formatted(written(option), exporter.format()),
            known.isEmpty()
                ? "That format has no options."
                : "What goes with it: "
                    + known.stream()
                        .sorted()
                        .map(ExportCommand::written)
                        .collect(Collectors.joining(", "))
                    + ".");
      }
    }
  }

  private static String written(ExportOption option) {
    return "--" + option.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long bytes(Path path) throws IOException {
    long bytes = 0;
    try (Stream<Path> below = Files.walk(path)) {
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private ObjectNode answer(TrainedModel trained, ModelSignature signature, long bytes) {
    ObjectNode answer =
        Json.object().put("format", format).put("path", out.toString()).put("bytes", bytes);
    ObjectNode described = answer.putObject("signature").put("name", signature.name());
    described.set("inputs", ports(signature, signature.inputs()));
    described.set("outputs", ports(signature, signature.outputs()));
    return answer.put("model", model.toString()).put("step", trained.learned().step());
  }

  private static ArrayNode ports(ModelSignature signature, List<Port> ports) {
    ArrayNode array = Json.array();
    for (Port port : ports) {
      ArrayNode shape =
          array.addObject().put("name", port.name()).put("type", "float32").putArray("shape");
      signature.batch().ifPresentOrElse(shape::add, () -> shape.add(ANY_BATCH));
      port.shape().dims().forEach(shape::add);
    }
    return array;
  }

  private String text(ModelSignature signature, long bytes) {
    return "%s: %s bytes in format %s\nsignature %s: %s -> %s\n"
        .formatted(
            out,
            Numbers.count(bytes),
            format,
            signature.name(),
            words(signature, signature.inputs()),
            words(signature, signature.outputs()));
  }

  private static String words(ModelSignature signature, List<Port> ports) {
    String batch =
        signature.batch().isEmpty() ? ANY_BATCH : String.valueOf(signature.batch().getAsInt());
    return ports.stream()
        .map(port -> "%s (%s x %s)".formatted(port.name(), batch, port.shape()))
        .collect(Collectors.joining(", "));
  }
}
