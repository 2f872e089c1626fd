package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients computed and applied apart from each other. */
public interface GradientContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** A step is the same as computing gradients and applying them. */
  @Test
  default void stepIsComputeAndApply() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (TrainingSession whole =
              subject().backend().train(graph, weights, Optimizers.ADAM_L2)) {
            for (int step = 0; step < 3; step++) {
              Batch batch = TestData.batch("step " + step, graph, 4);
              double rate = Optimizers.rate(step);
              try (ComputedGradients computed = session.computeGradients(batch)) {
                Expect.close(
                    "step " + step,
                    computed.result(),
                    whole.step(batch, rate),
                    subject().tolerance().forward());
                session.applyGradients(computed.gradients(), rate);
              }
            }
            double tolerance = subject().tolerance().gradient();
            Trained.expectSameChanges(
                graph, weights, session.weights(), whole.weights(), tolerance);
            Trained.expectSameState(
                Optimizers.ADAM_L2, session.optimizerState(), whole.optimizerState(), tolerance);
          }
        });
  }

  /**
   * Gradients have a tensor for each trainable parameter, as the reference has it; computing them
   * moves the moving statistics and nothing else.
   */
  @Test
  default void computingGradientsLeavesTrainableWeights() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("tiny", graph, 4);
    List<String> trainable =
        graph.parameters().stream()
            .filter(ParameterInfo::trainable)
            .map(ParameterInfo::path)
            .toList();
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (TrainingSession reference =
                  subject().reference().train(graph, weights, Optimizers.ADAM_L2);
              ComputedGradients expected = reference.computeGradients(batch);
              ComputedGradients computed = session.computeGradients(batch)) {
            Weights gradients = computed.gradients().toHost();
            assertThat(gradients.paths()).containsExactlyInAnyOrderElementsOf(trainable);
            double tolerance = subject().tolerance().gradient();
            Expect.allClose(
                "gradient",
                inOrder(gradients, trainable),
                inOrder(expected.gradients().toHost(), trainable),
                tolerance);
            Weights after = session.weights();
            Expect.identical(
                "weights after gradients were computed",
                Expect.only(after, trainable::contains),
                Expect.only(weights, trainable::contains));
            Trained.expectSameChanges(graph, weights, after, reference.weights(), tolerance);
            assertThat(session.optimizerState().step()).isZero();
          }
        });
  }

  /**
   * The mean of the gradients of two halves of a batch is the gradient of the batch, on a network
   * that sees each example on its own.
   */
  @Test
  default void gradientsAccumulate() {
    Graph graph = SmallNetworks.exampleByExample();
    Batch whole = TestData.batch("whole", graph, 6);
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (ComputedGradients expected = session.computeGradients(whole);
              ComputedGradients sum = session.computeGradients(rows(whole, 0, 3));
              ComputedGradients other = session.computeGradients(rows(whole, 3, 6))) {
            sum.gradients().add(other.gradients());
            sum.gradients().scale(0.5);
            Expect.allClose(
                "mean of two gradients",
                sum.gradients().toHost(),
                expected.gradients().toHost(),
                subject().tolerance().gradient());
          }
        });
  }

  /** The global norm is the Euclidean norm over all gradients; scaling scales each of them. */
  @Test
  default void normAndScale() {
    Graph graph = SmallNetworks.convBnDense();
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (ComputedGradients computed =
              session.computeGradients(TestData.batch("norm", graph, 4))) {
            Gradients gradients = computed.gradients();
            Weights before = gradients.toHost();
            double tolerance = subject().tolerance().forward();
            Expect.close("norm", gradients.globalNorm(), norm(before), tolerance);
            gradients.scale(0.25);
            Expect.allClose("scaled", gradients.toHost(), scaled(before, 0.25f), tolerance);
            Expect.close("norm", gradients.globalNorm(), norm(before) / 4, tolerance);
            gradients.add(gradients);
            Expect.allClose("doubled", gradients.toHost(), scaled(before, 0.5f), tolerance);
          }
        });
  }

  /** Gradients come back from the host as they went there, and do what they did before. */
  @Test
  default void gradientsGoToTheHostAndBack() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("tiny", graph, 4);
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (TrainingSession other =
                  subject().backend().train(graph, weights, Optimizers.ADAM_L2);
              ComputedGradients computed = session.computeGradients(batch);
              ComputedGradients unused = other.computeGradients(batch)) {
            Weights onHost = computed.gradients().toHost();
            try (Gradients back = other.gradients(onHost)) {
              Expect.identical("gradients from the host", back.toHost(), onHost);
              other.applyGradients(back, 0.1);
              session.applyGradients(computed.gradients(), 0.1);
              Trained.expectSameChanges(
                  graph,
                  weights,
                  other.weights(),
                  session.weights(),
                  subject().tolerance().gradient());
              // Applying leaves gradients open and as they were.
              Expect.identical("gradients after use", back.toHost(), onHost);
            }
          }
        });
  }

  /** Gradients from the host that miss a parameter or have another shape are named. */
  @Test
  default void gradientsFromTheHostAreChecked() {
    Graph graph = SmallNetworks.convBnDense();
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          Weights values;
          try (ComputedGradients computed =
              session.computeGradients(TestData.batch("host", graph, 4))) {
            values = computed.gradients().toHost();
          }
          assertThatThrownBy(
                  () -> session.gradients(Expect.only(values, p -> !p.equals("bn/gamma"))))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("bn/gamma");
          assertThatThrownBy(
                  () ->
                      session.gradients(
                          with(values, "dense/bias", TestData.constant(Shape.of(3), 0))))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("dense/bias");
        });
  }

  /** Gradients of another session are refused, and nothing changes. */
  @Test
  default void gradientsOfAnotherSessionAreRefused() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("other session", graph, 4);
    withSeparateGradients(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          try (TrainingSession other =
                  subject().backend().train(graph, weights, Optimizers.ADAM_L2);
              ComputedGradients own = session.computeGradients(batch);
              ComputedGradients foreign = other.computeGradients(batch)) {
            Weights before = own.gradients().toHost();
            Weights weightsBefore = session.weights();
            assertThatThrownBy(() -> own.gradients().add(foreign.gradients()))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.applyGradients(foreign.gradients(), 0.1))
                .isInstanceOf(IllegalArgumentException.class);
            Expect.identical("gradients", own.gradients().toHost(), before);
            Expect.identical("weights", session.weights(), weightsBefore);
            assertThat(session.optimizerState().step()).isZero();
          }
        });
  }

  private void withSeparateGradients(
      Graph graph, OptimizerSpec optimizer, Consumer<TrainingSession> body) {
    subject()
        .train(
            graph,
            TestData.weights(graph),
            optimizer,
            session ->
                subject()
                    .demanding(
                        Set.of(Capability.SEPARATE_GRADIENTS),
                        () -> session.computeGradients(TestData.batch("gap", graph, 2)).close(),
                        () -> body.accept(session)));
  }

  private static Weights inOrder(Weights weights, List<String> paths) {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    paths.forEach(path -> ordered.put(path, weights.get(path)));
    return Weights.of(ordered);
  }

  private static Weights with(Weights weights, String path, Tensor value) {
    Map<String, Tensor> changed = new LinkedHashMap<>(weights.asMap());
    changed.put(path, value);
    return Weights.of(changed);
  }

  private static Weights scaled(Weights weights, float factor) {
    Map<String, Tensor> scaled = new LinkedHashMap<>();
    weights
        .asMap()
        .forEach(
            (path, tensor) -> {
              float[] values = tensor.toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
              }
              scaled.put(path, Tensor.of(tensor.shape(), values));
            });
    return Weights.of(scaled);
  }

  private static double norm(Weights weights) {
    double sum = 0;
    for (Tensor tensor : weights.asMap().values()) {
      for (float value : tensor.toArray()) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }

  private static Batch rows(Batch batch, int from, int to) {
    return new Batch(
        rows(batch.images(), from, to),
        rows(batch.labels(), from, to),
        batch.names().subList(from, to),
        batch.key());
  }

  private static Tensor rows(Tensor tensor, int from, int to) {
    Shape shape = tensor.shape();
    int row = shape.elements() / shape.dim(0);
    int[] dims = IntStream.range(0, shape.rank()).map(shape::dim).toArray();
    dims[0] = to - from;
    return Tensor.create(
        Shape.of(dims), buffer -> buffer.put(tensor.floats().slice(from * row, (to - from) * row)));
  }
}
