package io.github.xception.train;

import io.github.xception.api.backend.StepResult;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a run stands beside its weights and its optimizer: all that {@code state.json} keeps.
 *
 * @param step steps done
 * @param sums what was seen since the last report
 * @param trainLoss mean loss of the last report; empty before the first
 * @param test the newest evaluation on the test images; empty before the first
 * @param best the best evaluation on the validation images; empty before the first
 * @param timing where the time of all steps went
 */
record RunState(
    long step,
    MetricSums sums,
    OptionalDouble trainLoss,
    Optional<TestMetrics> test,
    Optional<Best> best,
    StepTiming timing) {

  /** The beginning of a run. */
  static final RunState START =
      new RunState(
          0,
          MetricSums.NONE,
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          StepTiming.NONE);

  /** Returns the state after one more step. */
  RunState stepped(StepResult result, StepTiming stepTiming) {
    return new RunState(
        step + 1, sums.plus(result), trainLoss, test, best, timing.plus(stepTiming));
  }

  /** Returns the state after a report. */
  RunState reported() {
    return new RunState(
        step, MetricSums.NONE, OptionalDouble.of(sums.meanLoss()), test, best, timing);
  }

  /** Returns the state after an evaluation on the test images. */
  RunState evaluated(TestMetrics metrics) {
    return new RunState(step, sums, trainLoss, Optional.of(metrics), best, timing);
  }

  /**
   * Returns the state after an evaluation on the validation images.
   *
   * @param minDelta see {@link Best#isBeatenBy}
   */
  RunState validated(TestMetrics metrics, double minDelta) {
    Best next =
        best.isPresent() && !best.get().isBeatenBy(metrics, minDelta)
            ? best.get().later()
            : new Best(step, metrics, 0);
    return new RunState(step, sums, trainLoss, test, Optional.of(next), timing);
  }

  /** Tells whether the newest evaluation on the validation images, made now, is the best. */
  boolean isBest() {
    return best.isPresent() && best.get().step() == step;
  }
}
