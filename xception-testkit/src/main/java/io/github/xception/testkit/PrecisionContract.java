package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Computing in bfloat16: refused where it is lacking, and else done, but not to the weights. */
public interface PrecisionContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** Results are neither those of 32 bits nor far from them. */
  @Test
  default void bfloat16IsLessPrecise() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("bfloat16", graph, 4);
    openInBfloat16(
        backend -> {
          try (InferenceSession exact = subject().reference().load(graph, weights);
              InferenceSession session = backend.load(graph, weights)) {
            Tensor expected = exact.predict(images);
            Tensor actual = session.predict(images);
            Expect.close("logits in bfloat16", actual, expected, 0.05);
            assertThat(Expect.distance(actual, expected))
                .as("largest difference of the logits in bfloat16, relative to the largest logit")
                .isGreaterThan(1e-4);
          }
        });
  }

  /** Weights keep their 32 bits: a step that is too small for bfloat16 is not lost. */
  @Test
  default void bfloat16KeepsWeights() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("bfloat16", graph, 8);
    trainInBfloat16(
        graph,
        weights,
        Optimizers.PLAIN_SGD,
        session -> {
          Expect.identical("weights in bfloat16", session.weights(), weights);
          session.step(batch, 1e-5);
          Weights after = session.weights();
          for (ParameterInfo parameter : graph.parameters()) {
            if (parameter.trainable()) {
              double moved =
                  Expect.distance(after.get(parameter.path()), weights.get(parameter.path()));
              assertThat(moved).as("move of %s", parameter.path()).isBetween(1e-9, 1e-3);
            }
          }
        });
  }

  /** Training learns. */
  @Test
  default void bfloat16Learns() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("bfloat16", graph, 8);
    trainInBfloat16(
        graph,
        weights,
        Optimizers.ADAM,
        session -> {
          double first = session.step(batch, 0.01).crossEntropy();
          double last = first;
          for (int step = 0; step < 40; step++) {
            last = session.step(batch, 0.01).crossEntropy();
          }
          assertThat(last).as("loss after 40 steps from %s", first).isLessThan(first / 2);
        });
  }

  private void trainInBfloat16(
      Graph graph, Weights weights, OptimizerSpec optimizer, Consumer<TrainingSession> body) {
    openInBfloat16(
        backend ->
            subject()
                .demanding(
                    Set.of(Capability.TRAINING),
                    () -> backend.train(graph, weights, optimizer).close(),
                    () -> {
                      try (TrainingSession session = backend.train(graph, weights, optimizer)) {
                        body.accept(session);
                      }
                    }));
  }

  private void openInBfloat16(Consumer<Backend> body) {
    BackendOptions options = subject().options().withPrecision(Precision.BF16);
    subject()
        .demanding(
            Set.of(Capability.BFLOAT16),
            () -> subject().provider().open(options).close(),
            () -> {
              try (Backend backend = subject().provider().open(options)) {
                body.accept(backend);
              }
            });
  }
}
