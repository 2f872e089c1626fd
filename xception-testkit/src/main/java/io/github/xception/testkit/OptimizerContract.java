package io.github.xception.testkit;

import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Training of a whole small Xception, by every optimizer. */
public interface OptimizerContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /**
   * After one and after five steps at changing rates: the same loss, weights, moving statistics,
   * slots and step count as the reference.
   */
  @TestFactory
  default Stream<DynamicTest> training() {
    return Optimizers.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    "training: " + entry.getKey(), () -> checkTraining(entry.getValue())));
  }

  private void checkTraining(OptimizerSpec optimizer) {
    Graph graph = TinyXception.graph(true);
    Weights weights = TestData.weights(graph);
    Tolerance tolerance = subject().tolerance();
    try (TrainingSession reference = subject().reference().train(graph, weights, optimizer)) {
      subject()
          .train(
              graph,
              weights,
              optimizer,
              session -> {
                Trained.expectSameState(
                    optimizer, session.optimizerState(), reference.optimizerState(), 0);
                for (int step = 0; step < 5; step++) {
                  Batch batch = TestData.batch("step " + step, graph, 4);
                  double rate = Optimizers.rate(step);
                  Expect.close(
                      "step " + step,
                      session.step(batch, rate),
                      reference.step(batch, rate),
                      step == 0 ? tolerance.forward() : tolerance.training());
                  if (step == 0) {
                    compare(graph, weights, optimizer, session, reference, tolerance.gradient());
                  }
                }
                compare(graph, weights, optimizer, session, reference, tolerance.training());
              });
    }
  }

  private static void compare(
      Graph graph,
      Weights before,
      OptimizerSpec optimizer,
      TrainingSession actual,
      TrainingSession expected,
      double tolerance) {
    Trained.expectSameChanges(graph, before, actual.weights(), expected.weights(), tolerance);
    Trained.expectSameState(
        optimizer, actual.optimizerState(), expected.optimizerState(), tolerance);
  }

  /** One training session takes batches of different sizes. */
  @Test
  default void batchesOfAnySizeInOneTrainingSession() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    OptimizerSpec optimizer = Optimizers.PLAIN_SGD;
    try (TrainingSession reference = subject().reference().train(graph, weights, optimizer)) {
      subject()
          .train(
              graph,
              weights,
              optimizer,
              session -> {
                for (int size : new int[] {5, 1, 4}) {
                  Batch batch = TestData.batch("size " + size, graph, size);
                  session.step(batch, 0.01);
                  reference.step(batch, 0.01);
                }
                compare(
                    graph,
                    weights,
                    optimizer,
                    session,
                    reference,
                    subject().tolerance().training());
              });
    }
  }
}
