package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run that is over before the moving statistics have left their first values. */
final class MovingStatisticsUnsettled implements Rule {
  /** What may be left of the first values, mean 0 and variance 1. */
  private static final double MOST = 0.05;

  @Override
  public String name() {
    return "moving-statistics-unsettled";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    List<Node> found =
        subject
            .batchNorms(
                norm ->
                    norm.movesStatistics()
                        && norm.momentum() < 1
                        && Math.pow(norm.momentum(), subject.movesOfStatistics()) > MOST)
            .stream()
            .filter(node -> subject.beginsAnew(node.parameter(Role.MOVING_MEAN).orElseThrow()))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    double momentum = ((Op.BatchNorm) found.get(0).op()).momentum();
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(found.get(0)),
            "a momentum of %s over %d steps, in batch normalizations: %d (%s)"
                .formatted(momentum, subject.steps(), found.size(), subject.names(found)),
            String.format(
                Locale.ROOT,
                "at the end %.0f %% of the moving statistics are still their first values, mean 0 and"
                    + " variance 1, and an evaluation uses them: the network is better than what is measured",
                100 * Math.pow(momentum, subject.movesOfStatistics())),
            String.format(
                Locale.ROOT,
                "lower momentum, or train for at least %.0f steps",
                Math.ceil(
                    subject.steps()
                        * (Math.log(MOST) / Math.log(momentum))
                        / subject.movesOfStatistics()))));
  }
}
