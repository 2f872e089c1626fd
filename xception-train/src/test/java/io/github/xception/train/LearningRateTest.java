package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.spec.ScheduleSpec;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void constantStays() {
    ScheduleSpec schedule = new ScheduleSpec.Constant(0.1);
    assertThat(rates(schedule, 100, 0, 50, 99)).containsExactly(0.1, 0.1, 0.1);
  }

  @Test
  void staircaseMovesInJumps() {
    ScheduleSpec schedule = new ScheduleSpec.Exponential(1e-3, 0.5, 500, true);
    assertThat(rates(schedule, 2000, 0, 499, 500, 999, 1000, 1999))
        .containsExactly(1e-3, 1e-3, 5e-4, 5e-4, 2.5e-4, 1.25e-4);
  }

  @Test
  void smoothExponentialMovesEachStep() {
    ScheduleSpec schedule = new ScheduleSpec.Exponential(8, 0.25, 4, false);
    // 8 · 4^(−step / 4)
    assertThat(rates(schedule, 10, 0, 1, 2, 4, 6))
        .containsExactly(new double[] {8, 8 / Math.sqrt(2), 4, 2, 1}, within(1e-15));
  }

  @Test
  void cosineWarmsUpAndComesDown() {
    ScheduleSpec schedule = new ScheduleSpec.Cosine(1, 4, 0.2);
    // From step 4 to step 10 (1 + cos(π·k/6)) / 2 is 1, 0.933, 0.75, 0.5, 0.25, 0.067, 0.
    double root = Math.sqrt(3) / 4;
    assertThat(rates(schedule, 11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
        .containsExactly(
            new double[] {
              0, 0.25, 0.5, 0.75, 1, 0.6 + 0.8 * root, 0.8, 0.6, 0.4, 0.6 - 0.8 * root, 0.2
            },
            within(1e-15));
  }

  @Test
  void cosineWithoutWarmupBeginsAtTheTop() {
    assertThat(rates(new ScheduleSpec.Cosine(0.5, 0, 0), 3, 0, 1, 2))
        .containsExactly(new double[] {0.5, 0.25, 0}, within(1e-16));
    assertThat(rates(new ScheduleSpec.Cosine(0.5, 0, 0), 1, 0)).containsExactly(0.5);
  }

  @Test
  void aWarmupLongerThanTheRunGoesNoFurther() {
    assertThat(rates(new ScheduleSpec.Cosine(1, 10, 0), 5, 0, 4)).containsExactly(0, 0.4);
    assertThat(rates(new ScheduleSpec.Cosine(1, 4, 0), 5, 4)).containsExactly(1);
  }

  @Test
  void oneCycleGoesUpAndDown() {
    ScheduleSpec schedule = new ScheduleSpec.OneCycle(1, 4, 0.2, 0.1);
    double root = Math.sqrt(0.5);
    assertThat(rates(schedule, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8))
        .containsExactly(
            new double[] {
              0.2,
              0.6 - 0.4 * root,
              0.6,
              0.6 + 0.4 * root,
              1,
              0.55 + 0.45 * root,
              0.55,
              0.55 - 0.45 * root,
              0.1
            },
            within(1e-15));
  }

  @Property
  void stepsIntoARunOfAnyLengthStayBetweenTheEnds(
      @ForAll @IntRange(min = 1, max = 10_000) int steps,
      @ForAll @IntRange(min = 0, max = 10_000) int warmup,
      @ForAll @IntRange(min = 0, max = 9_999) int step) {
    long inRun = step % steps;
    double cosine = LearningRate.at(new ScheduleSpec.Cosine(0.3, warmup, 0.1), inRun, steps);
    assertThat(cosine).isBetween(inRun < warmup ? 0.0 : 0.1, 0.3);
    double cycle = LearningRate.at(new ScheduleSpec.OneCycle(0.3, warmup, 0.1, 0.2), inRun, steps);
    assertThat(cycle).isBetween(inRun < warmup ? 0.1 - 1e-16 : 0.2, 0.3);
  }

  private static double[] rates(ScheduleSpec schedule, long steps, long... at) {
    return LongStream.of(at).mapToDouble(step -> LearningRate.at(schedule, step, steps)).toArray();
  }
}
