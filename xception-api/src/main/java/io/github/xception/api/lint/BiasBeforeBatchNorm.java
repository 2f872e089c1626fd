package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo.Role;
import java.util.List;
import java.util.Optional;

/** A bias is added to what a batch normalization then takes the mean from. */
final class BiasBeforeBatchNorm implements Rule {
  @Override
  public String name() {
    return "bias-before-batch-norm";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    List<Node> found =
        subject.graph().nodes().stream()
            .filter(node -> node.parameter(Role.BIAS).isPresent())
            .filter(node -> isNormalized(subject.readers(node.id())))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(found.get(0)),
            "a bias directly before a batch normalization in layers: %d (%s)"
                .formatted(found.size(), subject.names(found)),
            "the normalization subtracts the mean, and the bias with it: its gradient is zero but"
                + " for rounding, which an optimizer like Adam blows up to full steps, and it"
                + " shifts the moving mean about for nothing",
            "leave out the key bias, or set it to false; the normalization's offset does its work"));
  }

  /** Tells whether all that becomes of a value is normalized by the batch first. */
  private static boolean isNormalized(List<Node> readers) {
    return !readers.isEmpty()
        && readers.stream()
            .allMatch(
                node -> node.op() instanceof Op.BatchNorm norm && norm.normalizesByBatch(true));
  }
}
