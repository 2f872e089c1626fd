package io.github.xception.train;

import io.github.xception.api.spec.ScheduleSpec;

/** The learning rate of a step: a function of the step alone, with the same bits everywhere. */
public final class LearningRate {
  private LearningRate() {}

  /**
   * Returns the rate of one step.
   *
   * @param schedule how the rate moves
   * @param step the step's number, from 0
   * @param steps steps of the whole run; the last one has number {@code steps - 1}
   */
  public static double at(ScheduleSpec schedule, long step, long steps) {
    if (schedule instanceof ScheduleSpec.Constant constant) {
      return constant.rate();
    }
    if (schedule instanceof ScheduleSpec.Exponential exponential) {
      return exponential(exponential, step);
    }
    if (schedule instanceof ScheduleSpec.Cosine cosine) {
      return step < cosine.warmup()
          ? cosine.rate() * step / cosine.warmup()
          : halfCosine(cosine.rate(), cosine.end(), share(step, cosine.warmup(), steps - 1));
    }
    if (schedule instanceof ScheduleSpec.OneCycle cycle) {
      return step < cycle.warmup()
          ? halfCosine(cycle.start(), cycle.rate(), share(step, 0, cycle.warmup()))
          : halfCosine(cycle.rate(), cycle.end(), share(step, cycle.warmup(), steps - 1));
    }
    throw new IllegalArgumentException("unknown schedule " + schedule);
  }

  private static double exponential(ScheduleSpec.Exponential schedule, long step) {
    double periods = (double) step / schedule.every();
    double exponent = schedule.staircase() ? Math.floor(periods) : periods;
    return schedule.rate() * StrictMath.pow(schedule.factor(), exponent);
  }

  /** Returns the share of the way from {@code first} to {@code last} that is done, 0 to 1. */
  private static double share(long step, long first, long last) {
    return last <= first ? 0 : Math.min(1, (double) (step - first) / (last - first));
  }

  /** Returns the value at {@code share} of a half cosine that leads from one value to another. */
  private static double halfCosine(double from, double to, double share) {
    return to + (from - to) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
  }
}
