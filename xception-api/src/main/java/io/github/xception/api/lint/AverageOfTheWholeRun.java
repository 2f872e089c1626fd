package io.github.xception.api.lint;

import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.spec.TrainingSpec.Ema;
import java.util.Locale;
import java.util.Optional;

/** An average of the weights that forgets more slowly than the run is long. */
final class AverageOfTheWholeRun implements Rule {
  /** What the first weights may count beside the last ones. */
  private static final double MOST = 0.5;

  @Override
  public String name() {
    return "average-of-the-whole-run";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    TrainingSpec training = subject.config().training();
    if (training.fineTune().isPresent()) {
      // Begins with good weights, and an average with them may be what is wanted.
      return Optional.empty();
    }
    return training
        .ema()
        .filter(ema -> Math.pow(ema.decay(), subject.steps()) > MOST)
        .map(ema -> warning(ema, subject.steps()));
  }

  private LintWarning warning(Ema ema, int steps) {
    return new LintWarning(
        name(),
        "/training/ema/decay",
        "an average of the weights with a decay of %s, over %d steps".formatted(ema.decay(), steps),
        String.format(
            Locale.ROOT,
            "the weights that the run began with count %.0f %% of what the last ones do, and the"
                + " average is what is evaluated and used: it is worse than the weights themselves",
            100 * Math.pow(ema.decay(), steps)),
        String.format(
            Locale.ROOT,
            "lower the decay, to %.4f or less (a horizon of a tenth of the run)",
            Math.max(0, 1 - 10.0 / steps)));
  }
}
