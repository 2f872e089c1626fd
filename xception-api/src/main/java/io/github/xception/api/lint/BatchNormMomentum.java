package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import java.util.List;
import java.util.Optional;

/** A momentum that was written for the convention of PyTorch, where it is the new value's share. */
final class BatchNormMomentum implements Rule {
  private static final double SMALLEST = 0.5;

  @Override
  public String name() {
    return "batch-norm-momentum";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    List<Node> found =
        subject.batchNorms(norm -> norm.movesStatistics() && norm.momentum() < SMALLEST);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    double momentum = ((Op.BatchNorm) found.get(0).op()).momentum();
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(found.get(0)),
            "a momentum of %s in batch normalizations: %d (%s)"
                .formatted(momentum, found.size(), subject.names(found)),
            "here, as in Keras, momentum is the share of the old value, so these moving statistics"
                + " are little more than those of the last batch; in PyTorch it is the share of the"
                + " new one",
            "a momentum of PyTorch's is 1 minus it here: "
                + momentum
                + " becomes "
                + Math.round((1 - momentum) * 1e6) / 1e6));
  }
}
