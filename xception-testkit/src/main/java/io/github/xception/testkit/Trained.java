package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.Set;
import java.util.stream.Collectors;

/** Comparisons of what training left behind. */
final class Trained {
  private Trained() {}

  /**
   * Expects trainable weights and moving statistics to have changed alike. Each of the two is
   * measured by its own largest change.
   */
  static void expectSameChanges(
      Graph graph, Weights before, Weights actual, Weights expected, double tolerance) {
    assertThat(actual.paths())
        .as("paths of the weights")
        .containsExactlyElementsOf(graph.parameters().stream().map(ParameterInfo::path).toList());
    Set<String> trainable =
        graph.parameters().stream()
            .filter(ParameterInfo::trainable)
            .map(ParameterInfo::path)
            .collect(Collectors.toSet());
    Expect.changesClose(
        "weights",
        before,
        Expect.only(actual, trainable::contains),
        Expect.only(expected, trainable::contains),
        tolerance);
    Expect.changesClose(
        "moving statistics",
        before,
        Expect.only(actual, path -> !trainable.contains(path)),
        Expect.only(expected, path -> !trainable.contains(path)),
        tolerance);
  }

  /** Expects the same number of steps and close slots, each slot measured by its own magnitude. */
  static void expectSameState(
      OptimizerSpec optimizer, OptimizerState actual, OptimizerState expected, double tolerance) {
    assertThat(actual.step()).as("steps of the optimizer").isEqualTo(expected.step());
    assertThat(actual.slots().paths())
        .as("paths of the slots")
        .containsExactlyInAnyOrderElementsOf(expected.slots().paths());
    for (String slot : optimizer.slots()) {
      Expect.allClose(
          "slot",
          Expect.only(actual.slots(), path -> path.startsWith(slot + "/")),
          Expect.only(expected.slots(), path -> path.startsWith(slot + "/")),
          tolerance);
    }
  }
}
