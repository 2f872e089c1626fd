package io.github.xception.api.lint;

import io.github.xception.api.spec.SplitSpec;
import java.util.Optional;

/** Images are held out by their place in the list. */
final class SplitNotShuffled implements Rule {
  @Override
  public String name() {
    return "split-not-shuffled";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    SplitSpec split = subject.config().data().split();
    if (split.shuffle() || (split.testFraction() == 0 && split.validationFraction() == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            "/data/split/shuffle",
            "the last images of each class by name are held out (shuffle false)",
            "images that follow each other were often taken in one place, or sorted: those held out"
                + " are then unlike those trained on, or copies of some of them, and no seed can"
                + " show by how much the result depends on the split",
            "set data.split.shuffle to true, or leave it out"));
  }
}
