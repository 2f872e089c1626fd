package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import java.util.List;
import java.util.Optional;

/** A batch normalization of a single value per channel: the value minus itself. */
final class BatchNormOfOneValue implements Rule {
  @Override
  public String name() {
    return "batch-norm-of-one-value";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    int images = subject.imagesAtOnce();
    List<Node> found =
        subject.batchNorms(norm -> norm.normalizesByBatch(true)).stream()
            .filter(node -> images * (long) values(node) == 1)
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            "/training/batch",
            "one image at a time (batch / accumulate), and normalizations over one value for a channel: %s"
                .formatted(subject.names(found)),
            "one value minus its own mean is zero: the layer's output is its offset, whatever the"
                + " image, and nothing before it learns",
            "raise training.batch or lower training.accumulate, or take these normalizations out"));
  }

  /** Returns how many values a channel has for one image. */
  private static int values(Node node) {
    List<Integer> extents = node.inputShape().dims();
    return node.inputShape().elements() / extents.get(extents.size() - 1);
  }
}
