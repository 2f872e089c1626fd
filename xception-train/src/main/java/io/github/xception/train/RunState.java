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
 * @param test the newest evaluation; empty before the first
 * @param timing where the time of all steps went
 */
record RunState(
    long step,
    MetricSums sums,
    OptionalDouble trainLoss,
    Optional<TestMetrics> test,
    StepTiming timing) {

  /** The beginning of a run. */
  static final RunState START =
      new RunState(0, MetricSums.NONE, OptionalDouble.empty(), Optional.empty(), StepTiming.NONE);

  /** Returns the state after one more step. */
  RunState stepped(StepResult result, StepTiming stepTiming) {
    return new RunState(step + 1, sums.plus(result), trainLoss, test, timing.plus(stepTiming));
  }

  /** Returns the state after a report. */
  RunState reported() {
    return new RunState(step, MetricSums.NONE, OptionalDouble.of(sums.meanLoss()), test, timing);
  }

  /** Returns the state after an evaluation. */
  RunState evaluated(TestMetrics metrics) {
    return new RunState(step, sums, trainLoss, Optional.of(metrics), timing);
  }
}
