package io.github.xception.tfjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import io.github.xception.api.export.ModelSignature.Port;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

class SavedModelExporterTest {
  private static final int CLASSES = 4;

  /** Of each kind of layer one, with the names that could meet those of the exporter's own. */
  private static final String NETWORK =
      """
      {
        "name": "small-xception",
        "input": {"height": 17, "width": 18, "channels": 3, "scaling": "symmetric"},
        "layers": [
          {"conv2d": {"name": "images", "filters": 6, "kernel": 3, "stride": 2}}, "batchNorm", "relu",
          {"residual": {"name": "_entry",
            "main": [
              {"separableConv2d": {"filters": 8, "kernel": 3}}, {"batchNorm": {"scale": false}}, "relu",
              {"conv2d": {"filters": 8, "kernel": 3, "groups": 2}}, "batchNorm",
              {"maxPool2d": {"size": 3, "stride": 2}}],
            "shortcut": [{"conv2d": {"filters": 8, "kernel": 1, "stride": 2}}, "batchNorm"]}},
          {"avgPool2d": {"size": 2, "stride": 1}},
          "globalAvgPool2d",
          {"dropout": {"keep": 0.5}},
          {"dense": {"name": "logits", "units": 5}}, "batchNorm",
          {"dense": {"name": "probabilities", "units": 4}},
          {"softmax": {"name": "serving_default"}}
        ]
      }
      """;

  @TempDir private Path folder;

  private static ModelSpec spec() {
    return Specs.parseModel(NETWORK, "test");
  }

  private static ExportedModel model(ModelSpec spec, Weights weights, int classes) {
    return new ExportedModel(
        Lowering.lower(spec),
        weights,
        spec.input(),
        Resize.BILINEAR,
        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
        Map.of("step", "3"));
  }

  private static ExportedModel model() {
    return model(spec(), weights(Lowering.lower(spec())), CLASSES);
  }

  /** Returns weights as a training leaves them, moving statistics too. */
  private static Weights weights(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      boolean variance = parameter.role() == ParameterInfo.Role.MOVING_VARIANCE;
      tensors.put(
          parameter.path(),
          random(parameter.path(), parameter.shape(), variance ? 0.5 : -0.6, variance ? 2 : 0.7));
    }
    return Weights.of(tensors);
  }

  private static Tensor random(String name, Shape shape, double low, double high) {
    RandomStream random = RandomStream.of(5, name);
    return Tensor.create(
        shape,
        buffer -> {
          while (buffer.hasRemaining()) {
            buffer.put((float) (low + (high - low) * random.nextDouble()));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void answersAsTheBackendDoes(int batch) throws Exception {
    expectSameAnswers(spec(), batch);
  }

  /** Where normalization uses the batch's statistics always, it does so in the exported model. */
  @Test
  void answersAsTheBackendDoesByTheBatchsStatistics() throws Exception {
    String byBatch = "\"defaults\": {\"batchNorm\": {\"statistics\": \"batch\"}}, \"layers\"";
    expectSameAnswers(Specs.parseModel(NETWORK.replace("\"layers\"", byBatch), "test"), 5);
  }

  private void expectSameAnswers(ModelSpec spec, int batch) throws Exception {
    ExportedModel model = model(spec, weights(Lowering.lower(spec)), CLASSES);
    Tensor images = random("images", model.graph().inputShape().prepend(batch), -1, 1);
    Path target = folder.resolve("saved");
    new SavedModelExporter().export(model, target);

    float[] logits;
    float[] probabilities;
    try (Backend backend = new TensorFlowBackendProvider().open(BackendOptions.DEFAULT)) {
      logits = predict(backend, model.graph(), model.weights(), images);
      probabilities = predict(backend, Lowering.lower(spec), model.weights(), images);
    }
    try (SavedModelBundle bundle = SavedModelBundle.load(target.toString(), "serve");
        TFloat32 fed = HostTensors.toEngine(images);
        Result answer = bundle.function("serving_default").call(Map.of("images", fed))) {
      Shape shape = Shape.of(batch, CLASSES);
      assertThat(floats(answer, "logits", shape)).containsExactly(logits, within(1e-5f));
      assertThat(floats(answer, "probabilities", shape))
          .containsExactly(probabilities, within(1e-5f));
    }
  }

  private static float[] predict(Backend backend, Graph graph, Weights weights, Tensor images) {
    try (InferenceSession session = backend.load(graph, weights)) {
      return session.predict(images).toArray();
    }
  }

  private static float[] floats(Result answer, String name, Shape shape) {
    org.tensorflow.Tensor tensor = answer.get(name).orElseThrow();
    assertThat(tensor.shape()).isEqualTo(HostTensors.shape(shape));
    return HostTensors.toHost(tensor, shape).toArray();
  }

  @Test
  void theSignatureIsComplete() throws Exception {
    ExportedModel model = model();
    Path target = folder.resolve("saved");
    ModelSignature signature = new SavedModelExporter().export(model, target);

    assertThat(signature)
        .isEqualTo(
            new ModelSignature(
                "serving_default",
                List.of(new Port("images", Shape.of(17, 18, 3))),
                List.of(
                    new Port("probabilities", Shape.of(CLASSES)),
                    new Port("logits", Shape.of(CLASSES)))));
    try (SavedModelBundle bundle = SavedModelBundle.load(target.toString(), "serve")) {
      SignatureDef loaded = bundle.metaGraphDef().getSignatureDefMap().get(signature.name());
      assertThat(loaded.getMethodName()).isEqualTo("tensorflow/serving/predict");
      assertThat(loaded.getInputsMap()).containsOnlyKeys("images");
      assertThat(loaded.getOutputsMap()).containsOnlyKeys("probabilities", "logits");
      assertThat(extents(loaded.getInputsMap().get("images"))).containsExactly(-1L, 17L, 18L, 3L);
      for (TensorInfo output : loaded.getOutputsMap().values()) {
        assertThat(extents(output)).containsExactly(-1L, 4L);
      }
      assertThat(bundle.metaGraphDef().getMetaInfoDef().getTensorflowVersion()).isNotBlank();
    }
  }

  private static List<Long> extents(TensorInfo info) {
    assertThat(info.getDtype()).isEqualTo(DataType.DT_FLOAT);
    return info.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  @Test
  void theParametersAreConstantsAndTheFolderHoldsAllThatIsNeeded() throws Exception {
    ExportedModel model = model();
    Path target = folder.resolve("saved");
    new SavedModelExporter().export(model, target);

    assertThat(target.toFile().list()).containsExactlyInAnyOrder("saved_model.pb", "assets.extra");
    assertThat(target.resolve("assets.extra/xception.json"))
        .content()
        .isEqualTo(model.metadata())
        .contains("symmetric", "class 3");
    try (SavedModelBundle bundle = SavedModelBundle.load(target.toString(), "serve")) {
      List<String> fed = new ArrayList<>();
      for (var operations = bundle.graph().operations(); operations.hasNext(); ) {
        GraphOperation operation = operations.next();
        if (operation.type().equals("Placeholder") || operation.type().contains("Var")) {
          fed.add(operation.name());
        }
      }
      assertThat(fed).containsExactly("input>images");
    }
  }

  @Test
  void moreThanAGraphHoldsIsRefused() {
    ModelSpec large =
        Specs.parseModel(
            """
            {
              "name": "large",
              "input": {"height": 1, "width": 2, "channels": 1},
              "layers": [
                "flatten", {"dense": {"units": 500}}, {"dense": {"units": 1000000}},
                {"dense": {"units": 100}}, {"dense": {"units": 2}}
              ]
            }
            """,
            "test");

    assertThatThrownBy(
            () ->
                new SavedModelExporter()
                    .export(model(large, Weights.of(Map.of()), 2), folder.resolve("large")))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("'large'", "MiB at most");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void weightsOfAnotherNetworkAreNamed() {
    assertThatThrownBy(
            () ->
                new SavedModelExporter()
                    .export(model(spec(), Weights.of(Map.of()), CLASSES), folder.resolve("saved")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images/kernel");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(ModelExporter.class))
        .singleElement()
        .isInstanceOf(SavedModelExporter.class)
        .extracting(ModelExporter::format)
        .isEqualTo("saved-model");
  }
}
