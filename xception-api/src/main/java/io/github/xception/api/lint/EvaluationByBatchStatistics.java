package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import java.util.List;
import java.util.Optional;

/** An evaluation in which images are normalized by each other. */
final class EvaluationByBatchStatistics implements Rule {
  @Override
  public String name() {
    return "evaluation-by-batch-statistics";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    List<Node> found = subject.batchNorms(norm -> norm.statistics() == Statistics.ALWAYS_BATCH);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(found.get(0)),
            "the statistics of the batch in evaluation too, in batch normalizations: %d (%s)"
                .formatted(found.size(), subject.names(found)),
            "what the network says of an image depends on the images beside it: on their order and"
                + " number, and of one image alone it may say anything; an accuracy measured so is"
                + " not that of the network in use",
            "set statistics to \"moving\", or leave it out"));
  }
}
