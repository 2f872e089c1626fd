package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
  private static final int FAN_IN = 27;
  private static final int FAN_OUT = 45;
  private static final Shape SHAPE = Shape.of(100, 1000);

  @Test
  void glorotUniformFillsItsInterval() {
    float[] values = draw(Initializer.GLOROT_UNIFORM);
    double limit = Math.sqrt(6.0 / (FAN_IN + FAN_OUT));
    assertThat(max(values)).isBetween(0.999 * limit, limit * (1 + 1e-7));
    assertThat(mean(values)).isCloseTo(0, within(0.01 * limit));
    assertThat(deviation(values)).isCloseTo(limit / Math.sqrt(3), within(0.01 * limit));
  }

  /** The same sequence as in RandomStreamTest, computed in another language. */
  @Test
  void glorotUniformIsExact() {
    Tensor tensor = Initializer.GLOROT_UNIFORM.draw(Shape.of(4), 3, 5, RandomStream.of(42, "a"));
    assertThat(tensor.toArray())
        .containsExactly(
            (float) 0.4934294140619221,
            (float) 0.8250846464446094,
            (float) 0.17957124553195933,
            (float) -0.4943076030329384);
  }

  @Test
  void heNormalHasTheDeviationOfItsFanIn() {
    float[] values = draw(Initializer.HE_NORMAL);
    double deviation = Math.sqrt(2.0 / FAN_IN);
    assertThat(mean(values)).isCloseTo(0, within(0.02 * deviation));
    assertThat(deviation(values)).isCloseTo(deviation, within(0.01 * deviation));
    assertThat(max(values)).isGreaterThan(3.5 * deviation);
  }

  @Test
  void truncatedNormalEndsAtTwoDeviations() {
    float[] values = draw(Initializer.TRUNCATED_NORMAL);
    double deviation = 1 / Math.sqrt(FAN_IN);
    assertThat(max(values)).isBetween(1.99 * deviation, 2 * deviation * (1 + 1e-7));
    assertThat(mean(values)).isCloseTo(0, within(0.02 * deviation));
    // A standard normal cut at two deviations has deviation 0.8796.
    assertThat(deviation(values)).isCloseTo(0.8796 * deviation, within(0.01 * deviation));
  }

  @Test
  void constants() {
    assertThat(draw(Initializer.ZEROS)).containsOnly(0f);
    assertThat(draw(Initializer.ONES)).containsOnly(1f);
  }

  @ParameterizedTest
  @EnumSource
  void theSameStreamGivesTheSameValues(Initializer initializer) {
    assertThat(draw(initializer)).containsExactly(draw(initializer));
  }

  @Test
  void fansMustBePositive() {
    assertThatThrownBy(() -> Initializer.HE_NORMAL.draw(Shape.of(1), 0, 1, RandomStream.of(1, "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0 and 1");
  }

  private static float[] draw(Initializer initializer) {
    return initializer.draw(SHAPE, FAN_IN, FAN_OUT, RandomStream.of(3, "kernel")).toArray();
  }

  private static double max(float[] values) {
    double max = 0;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
