package io.github.xception.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.export.ExportOption;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import io.github.xception.api.export.ModelSignature.Port;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.onnxruntime.message.Onnx.ModelProto;
import io.github.xception.onnxruntime.message.Onnx.NodeProto;
import io.github.xception.reference.ReferenceBackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  private static final int CLASSES = TestNetwork.CLASSES;
  private static final String NORMALIZATION = "BatchNormalization";

  @TempDir private Path folder;

  private static ExportedModel model(ModelSpec spec, Weights weights, int classes) {
    return new ExportedModel(
        Lowering.lower(spec),
        weights,
        spec.input(),
        Resize.BILINEAR,
        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
        Map.of("step", "3"));
  }

  private static ExportedModel model(ModelSpec spec) {
    return model(spec, TestNetwork.weights(Lowering.lower(spec)), CLASSES);
  }

  private Path export(ExportedModel model, Set<ExportOption> options) throws Exception {
    Path file = folder.resolve("network.onnx");
    Files.deleteIfExists(file);
    new OnnxExporter().export(model, options, file);
    return file;
  }

  private static Map<String, float[]> answers(Path file, Tensor images) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] extents = images.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    Map<String, float[]> answers = new HashMap<>();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor fed = OnnxTensor.createTensor(environment, images.floats(), extents);
        OrtSession.Result result = session.run(Map.of(ExportedModel.IMAGES, fed))) {
      for (Map.Entry<String, ?> each : result) {
        OnnxTensor tensor = (OnnxTensor) each.getValue();
        assertThat(tensor.getInfo().getShape())
            .containsExactly(images.shape().dim(0), (long) CLASSES);
        answers.put(each.getKey(), tensor.getFloatBuffer().array());
      }
    }
    return answers;
  }

  private void expectSameAnswers(
      ModelSpec spec, int batch, double tolerance, Set<ExportOption> options) throws Exception {
    ExportedModel model = model(spec);
    Tensor images = TestNetwork.images(model.graph(), batch);
    Map<String, float[]> answers = answers(export(model, options), images);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT)) {
      expectClose(
          answers.get("logits"),
          predict(backend, model.graph(), model.weights(), images),
          tolerance);
      expectClose(
          answers.get("probabilities"),
          predict(backend, Lowering.lower(spec), model.weights(), images),
          tolerance);
    }
  }

  private static float[] predict(Backend backend, Graph graph, Weights weights, Tensor images) {
    try (InferenceSession session = backend.load(graph, weights)) {
      return session.predict(images).toArray();
    }
  }

  private static void expectClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).containsExactly(expected, within((float) tolerance));
  }

  @Test
  void answersAsTheReferenceDoes() throws Exception {
    expectSameAnswers(TestNetwork.spec(), 1, 1e-5, Set.of());
    expectSameAnswers(TestNetwork.spec(), 1, 1e-5, Set.of(ExportOption.UNFOLDED));
    expectSameAnswers(TestNetwork.spec(), 5, 1e-5, Set.of(ExportOption.DYNAMIC_BATCH));
  }

  /** Where normalization uses the batch's statistics always, it does so in the exported model. */
  @Test
  void answersAsTheReferenceDoesByTheBatchsStatistics() throws Exception {
    expectSameAnswers(TestNetwork.specByBatch(), 5, 1e-5, EnumSet.of(ExportOption.DYNAMIC_BATCH));
  }

  @Test
  void halvesTheFileAndAnswersNearlyTheSame() throws Exception {
    expectSameAnswers(TestNetwork.spec(), 1, 1e-2, EnumSet.of(ExportOption.HALF));
    ExportedModel model = model(TestNetwork.spec());
    Tensor images = TestNetwork.images(model.graph(), 1);
    float[] whole = answers(export(model, Set.of()), images).get("logits");
    float[] half = answers(export(model, EnumSet.of(ExportOption.HALF)), images).get("logits");
    assertThat(half).isNotEqualTo(whole);

    long bytes = rawBytes(export(model, Set.of()));
    assertThat(rawBytes(export(model, EnumSet.of(ExportOption.HALF)))).isEqualTo(bytes / 2);
  }

  private static long rawBytes(Path file) throws Exception {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
        .mapToLong(each -> each.getRawData().size())
        .sum();
  }

  @Test
  void whatA16BitFloatDoesNotHoldIsRefused() {
    ExportedModel model = model(TestNetwork.spec());
    Map<String, Tensor> large = new LinkedHashMap<>(model.weights().asMap());
    String path = "probabilities/bias";
    large.put(path, Tensor.of(Shape.of(CLASSES), 1, 2, 65_505, 4));
    ExportedModel tooLarge = model(TestNetwork.spec(), Weights.of(large), CLASSES);

    assertThatThrownBy(() -> export(tooLarge, EnumSet.of(ExportOption.HALF)))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll(path, "65505.0", "65504.0 at most");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void normalizationsAreFoldedUnlessTheyAreToStay() throws Exception {
    // Behind a relu there is nothing to fold one into.
    assertThat(types(Set.of())).containsOnlyOnce(NORMALIZATION).doesNotContain("Dropout");
    assertThat(types(EnumSet.of(ExportOption.UNFOLDED)))
        .filteredOn(NORMALIZATION::equals)
        .hasSize(6);
  }

  private List<String> types(Set<ExportOption> options) throws Exception {
    byte[] bytes = Files.readAllBytes(export(model(TestNetwork.spec()), options));
    return ModelProto.parseFrom(bytes).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void theSignatureIsComplete() throws Exception {
    ExportedModel model = model(TestNetwork.spec());
    Path file = folder.resolve("network.onnx");
    ModelSignature signature = new OnnxExporter().export(model, Set.of(), file);

    assertThat(signature)
        .isEqualTo(
            new ModelSignature(
                "small-xception",
                OptionalInt.of(1),
                List.of(new Port("images", Shape.of(17, 18, 3))),
                List.of(
                    new Port("probabilities", Shape.of(CLASSES)),
                    new Port("logits", Shape.of(CLASSES)))));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertThat(extents(session, "images")).containsExactly(1, 17, 18, 3);
      assertThat(session.getOutputNames()).containsExactly("probabilities", "logits");
      assertThat(session.getMetadata().getProducerName()).isEqualTo("xception");
      assertThat(session.getMetadata().getGraphName()).isEqualTo("small-xception");
      assertThat(session.getMetadata().getCustomMetadata())
          .isEqualTo(Map.of("xception.json", model.metadata()));
    }
    assertThatThrownBy(() -> answers(file, TestNetwork.images(model.graph(), 2)))
        .isInstanceOf(OrtException.class);
  }

  @Test
  void theBatchIsOpenWhereThatIsAskedFor() throws Exception {
    Path file = folder.resolve("network.onnx");
    ModelSignature signature =
        new OnnxExporter()
            .export(model(TestNetwork.spec()), EnumSet.of(ExportOption.DYNAMIC_BATCH), file);
    assertThat(signature.batch()).isEmpty();
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertThat(extents(session, "images")).containsExactly(-1, 17, 18, 3);
    }
  }

  private static long[] extents(OrtSession session, String input) throws OrtException {
    return ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
  }

  @Test
  void moreThanAModelHoldsIsRefused() {
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

    for (Set<ExportOption> options :
        List.of(Set.<ExportOption>of(), Set.of(ExportOption.UNFOLDED))) {
      assertThatThrownBy(() -> export(model(large, Weights.of(Map.of()), 2), options))
          .isInstanceOf(ExportException.class)
          .hasMessageContainingAll("'large'", "MiB at most");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void weightsOfAnotherNetworkAreNamed() {
    Map<String, Tensor> lacking =
        new LinkedHashMap<>(TestNetwork.weights(TestNetwork.graph()).asMap());
    lacking.remove("images/kernel");
    for (Set<ExportOption> options :
        List.of(Set.<ExportOption>of(), Set.of(ExportOption.UNFOLDED))) {
      assertThatThrownBy(
              () -> export(model(TestNetwork.spec(), Weights.of(lacking), CLASSES), options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("images/kernel");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(ModelExporter.class))
        .singleElement()
        .isInstanceOf(OnnxExporter.class)
        .extracting(ModelExporter::format)
        .isEqualTo("onnx");
  }
}
