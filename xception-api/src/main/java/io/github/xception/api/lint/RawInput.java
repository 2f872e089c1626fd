package io.github.xception.api.lint;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Op;
import io.github.xception.api.spec.InputSpec.Scaling;
import java.util.Optional;

/** Values of 0 to 255 enter layers that are started for values about 0 and of the size of 1. */
final class RawInput implements Rule {
  @Override
  public String name() {
    return "raw-input";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    boolean normalized =
        subject.readers(Graph.INPUT).stream().allMatch(node -> node.op() instanceof Op.BatchNorm);
    if (subject.config().model().input().scaling() != Scaling.NONE || normalized) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            "/model/input/scaling",
            "images enter the network as they are, with values from 0 to 255 (scaling \"none\")",
            "first weights are drawn for values about 0 and of the size of 1; with raw ones the"
                + " first layer's values are a hundred times too large and all of one sign, its"
                + " gradients too, and weights of a network that was trained on [-1, 1] are of no"
                + " use",
            "set model.input.scaling to \"symmetric\" (-1 to 1) or \"unit\" (0 to 1)"));
  }
}
