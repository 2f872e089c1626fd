package io.github.xception.api.lint;

import io.github.xception.api.spec.SplitSpec;
import java.util.Optional;

/** A run that can be measured on nothing but what it has learned. */
final class NothingHeldOut implements Rule {
  @Override
  public String name() {
    return "nothing-held-out";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    SplitSpec split = subject.config().data().split();
    if (split.testFraction() > 0 || split.validationFraction() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            "/data/split/testFraction",
            "all images are trained on (testFraction 0, validationFraction 0)",
            "a network of this size knows its training images by heart: nothing of this run says"
                + " what it makes of others",
            "set data.split.testFraction, for example to 0.2"));
  }
}
