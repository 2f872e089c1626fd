package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A run that is saved and continued, here or on another backend. */
public interface ResumeContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** Continuing from a saved state gives the same bits as never having stopped. */
  @TestFactory
  default Stream<DynamicTest> resume() {
    return perOptimizer("resume: ", this::checkResume);
  }

  /** Three steps on the reference and three here end where six steps on the reference do. */
  @TestFactory
  default Stream<DynamicTest> resumeFromTheReference() {
    return perOptimizer(
        "resume from the reference: ",
        optimizer -> checkAcross(optimizer, subject().reference(), subject().backend()));
  }

  /** Three steps here and three on the reference end where six steps on the reference do. */
  @TestFactory
  default Stream<DynamicTest> resumeOnTheReference() {
    return perOptimizer(
        "resume on the reference: ",
        optimizer -> checkAcross(optimizer, subject().backend(), subject().reference()));
  }

  private static Stream<DynamicTest> perOptimizer(String prefix, Consumer<OptimizerSpec> check) {
    return Optimizers.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    prefix + entry.getKey(), () -> check.accept(entry.getValue())));
  }

  private void checkResume(OptimizerSpec optimizer) {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    subject()
        .train(
            graph,
            weights,
            optimizer,
            session -> {
              steps(session, graph, 0, 3);
              Weights saved = session.weights();
              OptimizerState state = session.optimizerState();
              steps(session, graph, 3, 6);
              Weights expected = session.weights();
              OptimizerState expectedState = session.optimizerState();

              try (TrainingSession fresh = subject().backend().train(graph, saved, optimizer)) {
                fresh.restoreOptimizer(state);
                expectRestored(fresh, saved, state);
                steps(fresh, graph, 3, 6);
                expectRestored(fresh, expected, expectedState);
              }
              // Back in the session that went on: all of its state is replaced.
              session.restoreWeights(saved);
              session.restoreOptimizer(state);
              expectRestored(session, saved, state);
              steps(session, graph, 3, 6);
              expectRestored(session, expected, expectedState);
            });
  }

  private static void expectRestored(
      TrainingSession session, Weights weights, OptimizerState state) {
    Expect.identical("weights", session.weights(), weights);
    Expect.identical("slots", session.optimizerState().slots(), state.slots());
    assertThat(session.optimizerState().step()).as("step count").isEqualTo(state.step());
  }

  private void checkAcross(OptimizerSpec optimizer, Backend first, Backend second) {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    // Holds a backend that cannot train to its refusal.
    subject()
        .train(
            graph,
            weights,
            optimizer,
            unused -> {
              try (TrainingSession whole = subject().reference().train(graph, weights, optimizer);
                  TrainingSession begun = first.train(graph, weights, optimizer)) {
                steps(whole, graph, 0, 6);
                steps(begun, graph, 0, 3);
                try (TrainingSession ended = second.train(graph, begun.weights(), optimizer)) {
                  ended.restoreOptimizer(begun.optimizerState());
                  steps(ended, graph, 3, 6);
                  double tolerance = subject().tolerance().training();
                  Trained.expectSameChanges(
                      graph, weights, ended.weights(), whole.weights(), tolerance);
                  Trained.expectSameState(
                      optimizer, ended.optimizerState(), whole.optimizerState(), tolerance);
                }
              }
            });
  }

  private static void steps(TrainingSession session, Graph graph, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(TestData.batch("step " + step, graph, 4), Optimizers.rate(step));
    }
  }
}
