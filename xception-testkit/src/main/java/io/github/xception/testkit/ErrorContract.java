package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad input is refused with an error that says what is wrong; the session goes on. */
public interface ErrorContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** A parameter that is missing is named. */
  @Test
  default void missingWeightsAreNamed() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    for (String path : List.of("conv/kernel", "bn/moving_variance")) {
      Weights lacking = Expect.only(weights, candidate -> !candidate.equals(path));
      expectRefused(path, () -> subject().backend().load(graph, lacking).close());
      subject()
          .train(
              graph,
              weights,
              Optimizers.PLAIN_SGD,
              session -> {
                expectRefused(
                    path,
                    () -> subject().backend().train(graph, lacking, Optimizers.PLAIN_SGD).close());
                expectRefused(path, () -> session.restoreWeights(lacking));
                Expect.identical("weights", session.weights(), weights);
              });
    }
  }

  /** A parameter of another shape is named, even where the number of elements is right. */
  @Test
  default void misshapenWeightsAreNamed() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    Map<String, Shape> wrong =
        Map.of(
            "conv/kernel", Shape.of(3, 3, 6, 3),
            "bn/gamma", Shape.of(5),
            "dense/kernel", Shape.of(4, 54));
    wrong.forEach(
        (path, shape) -> {
          Weights misshapen = with(weights, path, TestData.constant(shape, 0.5));
          expectRefused(path, () -> subject().backend().load(graph, misshapen).close());
          subject()
              .train(
                  graph,
                  weights,
                  Optimizers.PLAIN_SGD,
                  session -> {
                    expectRefused(
                        path,
                        () ->
                            subject()
                                .backend()
                                .train(graph, misshapen, Optimizers.PLAIN_SGD)
                                .close());
                    expectRefused(path, () -> session.restoreWeights(misshapen));
                    Expect.identical("weights", session.weights(), weights);
                  });
        });
  }

  /** An optimizer state that does not fit is refused by the slot's path, and changes nothing. */
  @Test
  default void optimizerStateIsChecked() {
    Graph graph = SmallNetworks.convBnDense();
    OptimizerSpec adam = Optimizers.ADAM_L2;
    subject()
        .train(
            graph,
            TestData.weights(graph),
            adam,
            session -> {
              session.step(TestData.batch("state", graph, 4), 0.1);
              OptimizerState state = session.optimizerState();
              String path = "v/conv/kernel";
              Weights lacking = Expect.only(state.slots(), slot -> !slot.equals(path));
              Weights misshapen =
                  with(state.slots(), path, TestData.constant(Shape.of(3, 3, 6, 3), 0));
              expectRefused(path, () -> session.restoreOptimizer(new OptimizerState(7, lacking)));
              expectRefused(path, () -> session.restoreOptimizer(new OptimizerState(7, misshapen)));
              assertThat(session.optimizerState().step()).isEqualTo(1);
              Expect.identical("slots", session.optimizerState().slots(), state.slots());
            });
  }

  /** Images of another shape are refused, also where they have as many elements. */
  @Test
  default void wrongImagesAreRefused() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    List<Shape> wrong =
        List.of(
            Shape.of(2, 6, 6, 4),
            Shape.of(2, 7, 6, 3),
            Shape.of(2, 3, 6, 6),
            Shape.of(2, 108),
            Shape.of(6, 6, 3));
    subject()
        .infer(
            graph,
            weights,
            session -> {
              for (Shape shape : wrong) {
                Tensor images = TestData.constant(shape, 0.5);
                expectIllegalArgument(() -> session.predict(images));
                if (subject().has(Capability.ACTIVATIONS)) {
                  expectIllegalArgument(() -> session.activations(images, List.of("conv")));
                }
              }
              assertThat(session.predict(TestData.images("right", graph, 2)).shape())
                  .isEqualTo(Shape.of(2, 4));
            });
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            session -> {
              for (Shape shape : wrong.subList(0, 3)) {
                Tensor images = TestData.constant(shape, 0.5);
                expectUnchanged(graph, session, TestData.batch("wrong images", graph, images));
              }
            });
  }

  /** Labels for another number of classes are refused. */
  @Test
  default void wrongLabelsAreRefused() {
    Graph graph = SmallNetworks.convBnDense();
    subject()
        .train(
            graph,
            TestData.weights(graph),
            Optimizers.PLAIN_SGD,
            session -> {
              Tensor images = TestData.images("wrong labels", graph, 2);
              for (int classes : new int[] {1, 3, 5}) {
                Tensor labels = TestData.constant(Shape.of(2, classes), 1.0 / classes);
                expectUnchanged(graph, session, new Batch(images, labels, List.of("a", "b"), 1));
              }
            });
  }

  /** A path of a node that does not exist is named. */
  @Test
  default void unknownActivationsAreNamed() {
    Graph graph = SmallNetworks.convBnDense();
    Tensor images = TestData.images("activations", graph, 2);
    subject()
        .infer(
            graph,
            TestData.weights(graph),
            session ->
                subject()
                    .demanding(
                        Set.of(Capability.ACTIVATIONS),
                        () -> session.activations(images, List.of("conv")),
                        () ->
                            expectRefused(
                                "no/such/node",
                                () ->
                                    session.activations(images, List.of("conv", "no/such/node")))));
  }

  /** A GPU that is not there is an error with a message, never a silent CPU. */
  @Test
  default void absentGpuIsRefused() {
    expectNoGpu(9999);
    boolean hasGpu =
        subject().backend().info().devices().stream()
            .anyMatch(device -> device.toLowerCase(Locale.ROOT).contains("gpu"));
    if (hasGpu) {
      subject().notApplicable("gpu:0 is there, so it cannot be seen to be refused");
    } else {
      expectNoGpu(0);
    }
  }

  private void expectNoGpu(int index) {
    Device gpu = new Device(Device.Kind.GPU, index);
    BackendOptions options = new BackendOptions(gpu, subject().options().threads());
    assertThatThrownBy(() -> subject().provider().open(options).close())
        .as("opening on " + gpu)
        .isInstanceOf(BackendException.class)
        .message()
        .isNotBlank();
  }

  private static void expectUnchanged(Graph graph, TrainingSession session, Batch batch) {
    Weights before = session.weights();
    expectIllegalArgument(() -> session.step(batch, 0.1));
    Expect.identical("weights after a refused step", session.weights(), before);
    assertThat(session.optimizerState().step()).as("steps in %s", graph.name()).isZero();
  }

  private static void expectRefused(String path, ThrowingCallable call) {
    assertThatThrownBy(call)
        .as("refusal that names '%s'", path)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path);
  }

  private static void expectIllegalArgument(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).message().isNotBlank();
  }

  private static Weights with(Weights weights, String path, Tensor value) {
    Map<String, Tensor> changed = new LinkedHashMap<>(weights.asMap());
    changed.put(path, value);
    return Weights.of(changed);
  }
}
