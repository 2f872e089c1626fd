package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Training of a part of a network, and weight decay on a part of it. */
public interface FreezingContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /**
   * What is frozen keeps its bits, moving statistics of frozen batch normalizations included, and
   * has neither gradients nor slots nor decay; the rest is trained as by the reference. Once the
   * lower part of the network is frozen, once single parameters all over it.
   */
  @TestFactory
  default Stream<DynamicTest> frozen() {
    return Stream.of(List.of("conv_1", "entry", "middle/**"), List.of("**/gamma", "exit/1/**"))
        .flatMap(
            patterns ->
                Optimizers.all().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("Adam"))
                    .map(
                        entry ->
                            DynamicTest.dynamicTest(
                                "frozen: " + patterns + ", " + entry.getKey(),
                                () -> checkFrozen(patterns, entry.getValue()))));
  }

  private void checkFrozen(List<String> patterns, OptimizerSpec optimizer) {
    Graph graph = TinyXception.graph(false).frozen(PathPattern.anyOf(patterns));
    compareTraining(
        graph,
        optimizer,
        session -> {
          Weights before = TestData.weights(graph);
          Predicate<String> kept = keptPaths(graph)::contains;
          assertThat(before.paths()).as("paths that are kept").anyMatch(kept);
          Expect.identical(
              "frozen weights", Expect.only(session.weights(), kept), Expect.only(before, kept));
          List<String> trained =
              graph.parameters().stream()
                  .filter(ParameterInfo::trainable)
                  .map(ParameterInfo::path)
                  .toList();
          assertThat(session.optimizerState().slots().paths())
              .as("slots")
              .containsExactlyInAnyOrderElementsOf(
                  optimizer.slots().stream()
                      .flatMap(slot -> trained.stream().map(path -> slot + "/" + path))
                      .toList());
          subject()
              .demanding(
                  Set.of(Capability.SEPARATE_GRADIENTS),
                  () -> session.computeGradients(TestData.batch("gap", graph, 2)).close(),
                  () -> {
                    try (ComputedGradients computed =
                        session.computeGradients(TestData.batch("last", graph, 4))) {
                      assertThat(computed.gradients().toHost().paths())
                          .as("gradients")
                          .containsExactlyInAnyOrderElementsOf(trained);
                    }
                  });
        });
  }

  /** Returns the paths of all that training must not touch. */
  private static Set<String> keptPaths(Graph graph) {
    return graph.nodes().stream()
        .flatMap(
            node ->
                node.parameters().stream()
                    .filter(
                        parameter ->
                            parameter.isStatistic()
                                ? !((Op.BatchNorm) node.op()).movesStatistics()
                                : !parameter.trainable()))
        .map(ParameterInfo::path)
        .collect(Collectors.toSet());
  }

  /** Where all is frozen, a step still tells the loss, and changes nothing. */
  @Test
  default void allFrozen() {
    Graph graph = TinyXception.graph(false).frozen(path -> true);
    compareTraining(
        graph,
        Optimizers.ADAM_L2,
        session -> {
          Expect.identical(
              "weights of a network that is frozen", session.weights(), TestData.weights(graph));
          subject()
              .demanding(
                  Set.of(Capability.SEPARATE_GRADIENTS),
                  () -> session.computeGradients(TestData.batch("gap", graph, 2)).close(),
                  () -> {
                    try (ComputedGradients none =
                        session.computeGradients(TestData.batch("last", graph, 4))) {
                      none.gradients().scale(2);
                      none.gradients().add(none.gradients());
                      assertThat(none.gradients().globalNorm()).as("norm of nothing").isZero();
                      assertThat(none.gradients().toHost().paths()).as("gradients").isEmpty();
                    }
                  });
        });
  }

  /** Weight decay acts on no other kernels than the graph says. */
  @TestFactory
  default Stream<DynamicTest> decayOnSome() {
    Graph graph = TinyXception.graph(false).decayedOnly(PathPattern.of("**/pointwise_kernel"));
    return Optimizers.all().entrySet().stream()
        .filter(entry -> entry.getKey().contains("with L2") || entry.getKey().contains("decoupled"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    "decay on some: " + entry.getKey(),
                    () -> compareTraining(graph, entry.getValue(), session -> {})));
  }

  /**
   * Batch normalization that always uses the batch's statistics never moves the moving ones, and
   * inference normalizes by whatever batch it is given.
   */
  @Test
  default void batchStatisticsThroughout() {
    Graph usual = TinyXception.graph(false);
    Graph graph = SmallNetworks.withStatistics(usual, Op.BatchNorm.Statistics.ALWAYS_BATCH);
    Weights before = TestData.weights(graph);
    Predicate<String> statistic = path -> path.contains("/moving_");
    compareTraining(
        graph,
        Optimizers.ADAM,
        session ->
            Expect.identical(
                "moving statistics",
                Expect.only(session.weights(), statistic),
                Expect.only(before, statistic)));
    Tensor images = TestData.images("evaluated", graph, 4);
    try (InferenceSession reference = subject().reference().load(graph, before)) {
      subject()
          .infer(
              graph,
              before,
              session -> {
                for (int size : new int[] {4, 1, 3}) {
                  Tensor batch = TestData.images("evaluated", graph, size);
                  Expect.close(
                      "output of " + size + " images",
                      session.predict(batch),
                      reference.predict(batch),
                      subject().tolerance().forward());
                }
                Tensor first = session.predict(images);
                Expect.identical("output, asked again", session.predict(images), first);
              });
    }
  }

  /** Trains for three steps here and on the reference, compares, and looks at the session. */
  private void compareTraining(
      Graph graph, OptimizerSpec optimizer, Consumer<TrainingSession> look) {
    Weights weights = TestData.weights(graph);
    Tolerance tolerance = subject().tolerance();
    try (TrainingSession reference = subject().reference().train(graph, weights, optimizer)) {
      subject()
          .train(
              graph,
              weights,
              optimizer,
              session -> {
                for (int step = 0; step < 3; step++) {
                  Batch batch = TestData.batch("step " + step, graph, 4);
                  double rate = Optimizers.rate(step);
                  Expect.close(
                      "step " + step,
                      session.step(batch, rate),
                      reference.step(batch, rate),
                      step == 0 ? tolerance.forward() : tolerance.training());
                }
                Trained.expectSameChanges(
                    graph, weights, session.weights(), reference.weights(), tolerance.training());
                Trained.expectSameState(
                    optimizer,
                    session.optimizerState(),
                    reference.optimizerState(),
                    tolerance.training());
                look.accept(session);
              });
    }
  }
}
