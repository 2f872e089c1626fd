package io.github.xception.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
  private static final int INFINITY = 0x7C00;

  /** Returns a 16-bit float by its definition. */
  private static double valueOf(int half) {
    int exponent = (half >>> 10) & 0x1F;
    int fraction = half & 0x3FF;
    double magnitude =
        exponent == 0
            ? fraction * Math.pow(2, -24)
            : (1024 + fraction) * Math.pow(2, exponent - 25.0);
    return (half & 0x8000) == 0 ? magnitude : -magnitude;
  }

  private static int bitsOf(double value) {
    return HalfFloat.of((float) value) & 0xFFFF;
  }

  @Test
  void whatFitsStaysAsItIs() {
    for (int half = 0; half < INFINITY; half++) {
      assertThat(bitsOf(valueOf(half))).isEqualTo(half);
      assertThat(bitsOf(valueOf(half | 0x8000))).isEqualTo(half | 0x8000);
    }
    assertThat(bitsOf(-0.0)).isEqualTo(0x8000);
  }

  @Test
  void whatLiesBetweenGoesToTheNearestAndFromTheMiddleToTheEvenOne() {
    for (int half = 0; half < INFINITY - 1; half++) {
      double middle = (valueOf(half) + valueOf(half + 1)) / 2;
      assertThat(bitsOf(middle)).isEqualTo(half + (half & 1));
      assertThat(bitsOf(Math.nextDown((float) middle))).isEqualTo(half);
      assertThat(bitsOf(Math.nextUp((float) middle))).isEqualTo(half + 1);
    }
  }

  @Test
  void whatIsTooLargeIsInfinite() {
    assertThat(bitsOf(HalfFloat.MAX)).isEqualTo(INFINITY - 1);
    assertThat(bitsOf(Math.nextDown(65520f))).isEqualTo(INFINITY - 1);
    assertThat(bitsOf(65520)).isEqualTo(INFINITY);
    assertThat(bitsOf(Double.NEGATIVE_INFINITY)).isEqualTo(0x8000 | INFINITY);
    assertThat(bitsOf(Double.NaN)).isGreaterThan(INFINITY);
  }
}
