package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import java.util.List;
import java.util.Optional;

/** Moving statistics that stay what they are at the start. */
final class MovingStatisticsNeverUpdated implements Rule {
  @Override
  public String name() {
    return "moving-statistics-never-updated";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    List<Node> found =
        subject.batchNorms(
            norm ->
                norm.statistics() == Statistics.ALWAYS_BATCH
                    || (norm.movesStatistics() && norm.momentum() == 1));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(found.get(0)),
            "moving statistics that no step changes, in batch normalizations: %d (%s)"
                .formatted(found.size(), subject.names(found)),
            "they stay at mean 0 and variance 1, so whatever uses them, here or in a program that"
                + " the network is exported to, computes something else than what was trained",
            "set statistics to \"moving\" and a momentum below 1, such as 0.99"));
  }
}
