package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/** How the learning rate moves over the steps of a run. The first step is number 0. */
public sealed interface ScheduleSpec
    permits ScheduleSpec.Constant,
        ScheduleSpec.Exponential,
        ScheduleSpec.Cosine,
        ScheduleSpec.OneCycle {
  /**
   * The same rate throughout.
   *
   * @param rate the rate
   */
  record Constant(@Range(min = 0, max = 1000, minExclusive = true) @Default("0.001") double rate)
      implements ScheduleSpec {}

  /**
   * rate · factor^(step / every), the exponent rounded down if {@code staircase}.
   *
   * @param rate the first rate
   * @param factor what the rate is multiplied by
   * @param every steps per multiplication
   * @param staircase whether the rate moves in jumps
   */
  record Exponential(
      @Range(min = 0, max = 1000, minExclusive = true) @Default("0.001") double rate,
      @Range(min = 0, max = 1, minExclusive = true) double factor,
      @Range(min = 1, max = 1_000_000_000) int every,
      @Default("true") boolean staircase)
      implements ScheduleSpec {}

  /**
   * Linear from 0 to {@code rate} over {@code warmup} steps, then half a cosine down to {@code end}
   * at the last step.
   *
   * @param rate the highest rate
   * @param warmup steps of warm-up
   * @param end the last rate
   */
  record Cosine(
      @Range(min = 0, max = 1000, minExclusive = true) @Default("0.001") double rate,
      @Range(min = 0, max = 1_000_000_000) @Default("0") int warmup,
      @Range(min = 0, max = 1000) @Default("0") double end)
      implements ScheduleSpec {}

  /**
   * Half a cosine up from {@code start} to {@code rate} over {@code warmup} steps, then half a
   * cosine down to {@code end} at the last step (Smith and Topin, 2018).
   *
   * @param rate the highest rate
   * @param warmup steps on the way up
   * @param start the first rate
   * @param end the last rate
   */
  record OneCycle(
      @Range(min = 0, max = 1000, minExclusive = true) @Default("0.001") double rate,
      @Range(min = 0, max = 1_000_000_000) int warmup,
      @Range(min = 0, max = 1000) @Default("0.00004") double start,
      @Range(min = 0, max = 1000) @Default("0") double end)
      implements ScheduleSpec {}
}
