package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final int SIZE = 8;
  private static final Graph GRAPH = Examples.tinyXception(SIZE);
  private static final Weights WEIGHTS = Examples.weights(GRAPH, 1);
  private static final Batch BATCH = Examples.batch(SIZE, 4, 2);
  private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.9, WeightDecay.NONE);

  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .filteredOn(provider -> provider.name().equals("reference"))
        .hasSize(1);
  }

  @Test
  void refusesAGpu() {
    BackendOptions gpu = new BackendOptions(Device.parse("gpu:1"), 0);
    assertThatThrownBy(() -> new ReferenceBackendProvider().open(gpu))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("gpu:1")
        .hasMessageContaining("auto or cpu");
  }

  @Test
  void stepIsGradientsThenTheirApplication() {
    try (TrainingSession whole = train();
        TrainingSession apart = train()) {
      StepResult expected = whole.step(BATCH, 0.1);
      try (ComputedGradients computed = apart.computeGradients(BATCH)) {
        assertThat(computed.result()).isEqualTo(expected);
        apart.applyGradients(computed.gradients(), 0.1);
      }
      assertSame(apart.weights(), whole.weights());
    }
  }

  @Test
  void computingGradientsMovesTheMovingStatisticsOnly() {
    try (TrainingSession session = train();
        ComputedGradients computed = session.computeGradients(BATCH)) {
      assertThat(computed.result().examples()).isEqualTo(4);
      Weights after = session.weights();
      for (String path : WEIGHTS.paths()) {
        boolean same = after.get(path).bytes().equals(WEIGHTS.get(path).bytes());
        assertThat(same).as(path).isEqualTo(!path.contains("/moving_"));
      }
    }
  }

  @Test
  void gradientsAddUpAndScale() {
    try (TrainingSession session = train();
        ComputedGradients a = session.computeGradients(BATCH);
        ComputedGradients b = session.computeGradients(BATCH);
        Gradients fromHost = session.gradients(a.gradients().toHost())) {
      double norm = a.gradients().globalNorm();
      assertThat(fromHost.globalNorm()).isCloseTo(norm, offset(norm * 1e-6));
      Weights before = a.gradients().toHost();

      a.gradients().add(b.gradients());
      assertThat(a.gradients().globalNorm()).isCloseTo(2 * norm, offset(norm * 1e-12));
      a.gradients().scale(0.5);
      assertSame(a.gradients().toHost(), before);
    }
  }

  @Test
  void refusesGradientsOfAnotherSession() {
    try (TrainingSession a = train();
        TrainingSession b = train();
        ComputedGradients ofA = a.computeGradients(BATCH);
        ComputedGradients ofB = b.computeGradients(BATCH)) {
      assertThatThrownBy(() -> b.applyGradients(ofA.gradients(), 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another training session");
      assertThatThrownBy(() -> ofB.gradients().add(ofA.gradients()))
          .isInstanceOf(IllegalArgumentException.class);
      ofB.close();
      ofB.close();
      assertThatThrownBy(() -> b.applyGradients(ofB.gradients(), 0.1))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void saysWhichParameterIsWrong() {
    Map<String, Tensor> missing = new LinkedHashMap<>(WEIGHTS.asMap());
    missing.remove("stem/kernel");
    Map<String, Tensor> misshapen = new LinkedHashMap<>(WEIGHTS.asMap());
    misshapen.put("stem/kernel", Tensor.of(Shape.of(1), 0));

    assertThatThrownBy(() -> backend.load(GRAPH, Weights.of(missing)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stem/kernel: expected a tensor of shape 3x3x3x8");
    assertThatThrownBy(() -> backend.train(GRAPH, Weights.of(misshapen), SGD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stem/kernel: expected a tensor of shape 3x3x3x8, got 1");
    try (TrainingSession session = train()) {
      assertThatThrownBy(() -> session.restoreWeights(Weights.of(misshapen)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem/kernel");
      assertThatThrownBy(() -> session.gradients(Weights.of(missing)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem/kernel");
      assertSame(session.weights(), WEIGHTS);
    }
  }

  @Test
  void refusesImagesAndLabelsOfOtherShapes() {
    Tensor labels = Tensor.of(Shape.of(4, 2), new float[8]);
    Batch twoClasses = new Batch(BATCH.images(), labels, BATCH.names(), 0);
    try (TrainingSession session = train();
        InferenceSession inference = backend.load(GRAPH, WEIGHTS)) {
      assertThatThrownBy(() -> session.step(Examples.batch(SIZE + 1, 4, 2), 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8x8x3")
          .hasMessageContaining("4x9x9x3");
      assertThatThrownBy(() -> session.step(twoClasses, 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4x3")
          .hasMessageContaining("4x2");
      assertThatThrownBy(() -> inference.predict(labels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8x8x3");
      assertThatThrownBy(() -> inference.activations(BATCH.images(), List.of("stem/relux")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem/relux");
      assertSame(session.weights(), WEIGHTS);
    }
  }

  @Test
  void showsTheValuesOfInnerNodes() {
    try (InferenceSession inference = backend.load(GRAPH, WEIGHTS)) {
      Map<String, Tensor> values =
          inference.activations(
              BATCH.images(), List.of("probabilities", "exit/feature", "exit/dropout"));

      assertThat(values.get("probabilities").bytes())
          .isEqualTo(inference.predict(BATCH.images()).bytes());
      assertThat(values.get("exit/feature").shape()).isEqualTo(Shape.of(4, 10));
      // Nothing is dropped in inference.
      for (float kept : values.get("exit/dropout").toArray()) {
        assertThat(kept).isNotNegative();
      }
    }
  }

  @Test
  void closedSessionsRefuseEverything() {
    TrainingSession training = train();
    InferenceSession inference = backend.load(GRAPH, WEIGHTS);
    TrainingSession ofBackend = train();
    training.close();
    training.close();
    inference.close();
    inference.close();

    assertThatThrownBy(() -> training.step(BATCH, 0.1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(training::weights)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this training session is closed");
    assertThatThrownBy(training::optimizerState).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> training.restoreWeights(WEIGHTS))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> training.gradients(WEIGHTS)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inference.predict(BATCH.images()))
        .isInstanceOf(IllegalStateException.class);

    backend.close();
    backend.close();
    assertThatThrownBy(ofBackend::weights).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(this::train).isInstanceOf(IllegalStateException.class);
  }

  private TrainingSession train() {
    return backend.train(GRAPH, WEIGHTS, SGD);
  }

  private static void assertSame(Weights actual, Weights expected) {
    assertThat(actual.paths()).containsExactlyElementsOf(expected.paths());
    for (String path : expected.paths()) {
      assertThat(actual.get(path).bytes()).as(path).isEqualTo(expected.get(path).bytes());
    }
  }
}
