package io.github.xception.api.lint;

import io.github.xception.api.spec.ScheduleSpec;
import java.util.Optional;

/** A warm-up that takes the whole run. */
final class WarmUpNeverEnds implements Rule {
  @Override
  public String name() {
    return "warm-up-never-ends";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    ScheduleSpec schedule = subject.config().schedule();
    if (schedule instanceof ScheduleSpec.Cosine cosine) {
      return check("cosine", cosine.warmup(), subject.steps());
    }
    return schedule instanceof ScheduleSpec.OneCycle cycle
        ? check("oneCycle", cycle.warmup(), subject.steps())
        : Optional.empty();
  }

  private Optional<LintWarning> check(String kind, int warmup, int steps) {
    if (warmup < steps) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            "/schedule/" + kind + "/warmup",
            "a warm-up of %d steps, in a run of %d".formatted(warmup, steps),
            "the rate climbs until the run ends: it never gets to its highest value, and what comes"
                + " after the warm-up, the fall in which weights settle, never comes",
            "make the warm-up a small part of training.steps, such as %d steps"
                .formatted(Math.max(1, steps / 20))));
  }
}
