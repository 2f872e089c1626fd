package io.github.xception.tfjava;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The format {@code saved-model}: a folder with TensorFlow's SavedModel. The parameters are
 * constants of the graph, which a program can also fold and prune; there are no variables.
 *
 * <p>{@code assets.extra/xception.json} holds {@link ExportedModel#metadata()}.
 */
@SpiVersion(SpiVersion.CURRENT)
public final class SavedModelExporter implements ModelExporter {
  /** The format's name. */
  static final String FORMAT = "saved-model";

  /** The signature that TensorFlow takes where none is named. */
  static final String SIGNATURE = "serving_default";

  /** The version of the format: the only one there is. */
  private static final long SCHEMA_VERSION = 1;

  private static final String SERVE = "serve";
  private static final String PREDICT = "tensorflow/serving/predict";

  /** Makes an exporter; nothing is loaded yet. */
  public SavedModelExporter() {}

  @Override
  public String format() {
    return FORMAT;
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.github.xception.api.backend.BackendException if the engine cannot start
   */
  @Override
  public ModelSignature write(ExportedModel model, Path place) throws IOException {
    String version = TensorFlowEngine.load();
    FrozenGraph graph = FrozenGraph.of(model);
    MetaGraphDef.Builder content =
        MetaGraphDef.newBuilder()
            .setGraphDef(graph.definition())
            .putSignatureDef(SIGNATURE, serving(model, graph));
    content.getMetaInfoDefBuilder().addTags(SERVE).setTensorflowVersion(version);
    SavedModel savedModel =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(SCHEMA_VERSION)
            .addMetaGraphs(content)
            .build();
    Path extra = place.resolve("assets.extra");
    Files.createDirectories(extra);
    Files.write(extra.resolve("xception.json"), model.metadata().getBytes(UTF_8));
    try (OutputStream file = Files.newOutputStream(place.resolve("saved_model.pb"))) {
      savedModel.writeTo(file);
    }
    return signature(model);
  }

  private static ModelSignature signature(ExportedModel model) {
    return new ModelSignature(
        SIGNATURE,
        List.of(new Port(ExportedModel.IMAGES, model.graph().inputShape())),
        List.of(
            new Port(ExportedModel.PROBABILITIES, model.graph().output().outputShape()),
            new Port(ExportedModel.LOGITS, model.graph().output().outputShape())));
  }

  private static SignatureDef serving(ExportedModel model, FrozenGraph graph) {
    Shape classes = model.graph().output().outputShape();
    return SignatureDef.newBuilder()
        .setMethodName(PREDICT)
        .putInputs(ExportedModel.IMAGES, tensor(graph.images(), model.graph().inputShape()))
        .putOutputs(ExportedModel.PROBABILITIES, tensor(graph.probabilities(), classes))
        .putOutputs(ExportedModel.LOGITS, tensor(graph.logits(), classes))
        .build();
  }

  private static TensorInfo tensor(String name, Shape shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    for (long extent : HostTensors.anyBatchOf(shape)) {
      extents.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
    }
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(extents)
        .build();
  }
}
