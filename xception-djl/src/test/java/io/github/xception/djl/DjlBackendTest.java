package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of each engine of DJL beyond the contract. */
abstract class DjlBackendTest {
  private static final OptimizerSpec ADAM =
      new OptimizerSpec.Adam(0.9, 0.999, 1e-8, new WeightDecay(WeightDecay.Kind.L2, 1e-4));

  abstract BackendProvider provider();

  final Backend open(BackendOptions options) {
    return provider().open(options);
  }

  /** The engine works on a thread of its own, but a stack trace leads to who called it. */
  @Test
  void anErrorTellsWhoCalled() {
    Graph graph = TestNetworks.separable();
    try (Backend backend = open(BackendOptions.DEFAULT);
        InferenceSession session = backend.load(graph, InitialWeights.draw(graph, 1))) {
      assertThatThrownBy(() -> session.predict(TestNetworks.normal(Shape.of(1, 2, 2, 3), 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(
              error ->
                  assertThat(error.getStackTrace())
                      .anyMatch(frame -> frame.getMethodName().contains("anErrorTellsWhoCalled")));
    }
  }

  /** A run that is resumed has to end in the same bits, so one that is repeated must too. */
  @Test
  void theSameRunTwiceGivesTheSameBits() {
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      Map<String, float[]> first = trained(backend, 60);
      Map<String, float[]> second = trained(backend, 60);
      assertThat(second).hasSameSizeAs(first);
      first.forEach((path, values) -> assertThat(second.get(path)).as(path).isEqualTo(values));
    }
  }

  private static Map<String, float[]> trained(Backend backend, int steps) {
    Graph graph = TestNetworks.separable();
    try (TrainingSession session = backend.train(graph, InitialWeights.draw(graph, 1), ADAM)) {
      for (int step = 0; step < steps; step++) {
        session.step(TestNetworks.batch(graph, 8, step), 0.01);
      }
      Map<String, float[]> values = new HashMap<>();
      session.weights().asMap().forEach((path, tensor) -> values.put(path, tensor.toArray()));
      session
          .optimizerState()
          .slots()
          .asMap()
          .forEach((path, tensor) -> values.put(path, tensor.toArray()));
      return values;
    }
  }

  @Test
  void whatTheEngineRefusesIsTold() {
    // One pixel with a border of three thousand: 144 terabytes for a big batch.
    Window window = new Window(1, 1, 1, new Padding(3_000, 3_000, 3_000, 3_000));
    Graph graph = TestNetworks.of(Shape.of(1, 1, 1), new Op.Conv2d(window, 1, 1, false));
    Weights weights = InitialWeights.draw(graph, 1);
    try (Backend backend = open(BackendOptions.DEFAULT);
        InferenceSession session = backend.load(graph, weights)) {
      Tensor images = TestNetworks.normal(Shape.of(1_000_000, 1, 1, 1), 1);
      assertThatThrownBy(() -> session.predict(images))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("'one operation'")
          .hasMessageContaining("allocate");
      assertThat(session.activations(TestNetworks.normal(Shape.of(1, 1, 1, 1), 1), List.of()))
          .isEmpty();
    }
  }
}
