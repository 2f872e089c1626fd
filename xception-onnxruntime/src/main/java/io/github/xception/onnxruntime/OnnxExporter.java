package io.github.xception.onnxruntime;

import io.github.xception.api.export.ExportOption;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import io.github.xception.api.export.ModelSignature.Port;
import io.github.xception.api.plugin.SpiVersion;
import io.github.xception.api.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The format {@code onnx}: one file. Nothing native is loaded. The metadata property {@code
 * xception.json} holds {@link ExportedModel#metadata()}.
 */
@SpiVersion(SpiVersion.CURRENT)
public final class OnnxExporter implements ModelExporter {
  /** The format's name. */
  static final String FORMAT = "onnx";

  /** The metadata property with what a program has to know. */
  static final String ABOUT = "xception.json";

  /** Makes an exporter. */
  public OnnxExporter() {}

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public Set<ExportOption> options() {
    return EnumSet.allOf(ExportOption.class);
  }

  @Override
  public ModelSignature write(ExportedModel model, Path place) throws IOException {
    return write(model, Set.of(), place);
  }

  @Override
  public ModelSignature write(ExportedModel model, Set<ExportOption> options, Path place)
      throws IOException {
    StoredAs format = options.contains(ExportOption.HALF) ? StoredAs.FLOAT16 : StoredAs.FLOAT32;
    OptionalInt batch =
        options.contains(ExportOption.DYNAMIC_BATCH) ? OptionalInt.empty() : OptionalInt.of(1);
    OnnxModel onnx =
        options.contains(ExportOption.UNFOLDED)
            ? OnnxModel.of(model.graph(), model.weights(), format, batch)
            : OnnxModel.folded(model.graph(), model.weights(), format, batch);
    onnx.outputSoftmax(ExportedModel.PROBABILITIES);
    onnx.outputLast(ExportedModel.LOGITS);
    try (OutputStream file = Files.newOutputStream(place)) {
      onnx.build(Map.of(ABOUT, model.metadata())).writeTo(file);
    }
    Shape classes = model.graph().output().outputShape();
    return new ModelSignature(
        model.graph().name(),
        batch,
        List.of(new Port(ExportedModel.IMAGES, model.graph().inputShape())),
        List.of(
            new Port(ExportedModel.PROBABILITIES, classes),
            new Port(ExportedModel.LOGITS, classes)));
  }
}
