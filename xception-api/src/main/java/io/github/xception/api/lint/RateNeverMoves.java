package io.github.xception.api.lint;

import io.github.xception.api.spec.ScheduleSpec;
import java.util.Optional;

/** A schedule by which the learning rate is the same in every step. */
final class RateNeverMoves implements Rule {
  /** A rate that changes by less than this share over a run has not changed. */
  private static final double LEAST = 0.01;

  @Override
  public String name() {
    return "rate-never-moves";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    return fault(subject.config().schedule(), subject.steps())
        .map(
            found ->
                new LintWarning(
                    name(),
                    "/schedule",
                    found,
                    "the learning rate is the same from the first step to the last, so the weights"
                        + " never settle as they do when it falls; the run is one with a constant"
                        + " rate under another name",
                    "make the schedule move within training.steps, or write that it is constant:"
                        + " {\"constant\": {\"rate\": ...}}"));
  }

  private static Optional<String> fault(ScheduleSpec schedule, int steps) {
    if (steps == 1) {
      return Optional.empty();
    }
    if (schedule instanceof ScheduleSpec.Exponential exponential) {
      return fault(exponential, steps);
    }
    if (schedule instanceof ScheduleSpec.Cosine cosine
        && cosine.warmup() == 0
        && cosine.end() == cosine.rate()) {
      return Optional.of("a cosine from %s to %s".formatted(cosine.rate(), cosine.end()));
    }
    if (schedule instanceof ScheduleSpec.OneCycle cycle
        && cycle.start() == cycle.rate()
        && cycle.end() == cycle.rate()) {
      return Optional.of("a cycle that begins, peaks and ends at " + cycle.rate());
    }
    return Optional.empty();
  }

  private static Optional<String> fault(ScheduleSpec.Exponential exponential, int steps) {
    if (exponential.factor() == 1) {
      return Optional.of("a rate that is multiplied by 1");
    }
    double multiplications = (steps - 1) / (double) exponential.every();
    if (exponential.staircase() && multiplications < 1) {
      return Optional.of(
          "a rate that is multiplied after %d steps for the first time, in a run of %d"
              .formatted(exponential.every(), steps));
    }
    if (!exponential.staircase() && 1 - Math.pow(exponential.factor(), multiplications) < LEAST) {
      return Optional.of(
          "a rate that is multiplied by %s over %d steps, in a run of %d"
              .formatted(exponential.factor(), exponential.every(), steps));
    }
    return Optional.empty();
  }
}
