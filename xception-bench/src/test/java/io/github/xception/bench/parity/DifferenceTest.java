package io.github.xception.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Difference INFINITE =
      new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static Tensor of(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  @Test
  void isTheLargestOverTheLargestMagnitude() {
    assertThat(Difference.between(of(1, -7.5f, 3), of(1, -8, 2.75f)))
        .isEqualTo(new Difference(0.5, 0.5 / 8));
  }

  @Test
  void zerosDoNotDiffer() {
    assertThat(Difference.between(of(0, 0), of(0, -0f))).isEqualTo(Difference.NONE);
  }

  @Test
  void anythingIsInfinitelyFarFromZeros() {
    assertThat(Difference.between(of(0, 0.25f), of(0, 0)))
        .isEqualTo(new Difference(0.25, Double.POSITIVE_INFINITY));
  }

  @Test
  void whatIsNotFiniteIsInfinitelyFarFromEverything() {
    assertThat(Difference.between(of(1, Float.NaN), of(1, 2))).isEqualTo(INFINITE);
    assertThat(Difference.between(of(Float.NaN, 1), of(Float.NaN, 1))).isEqualTo(INFINITE);
    assertThat(Difference.between(of(1), of(Float.POSITIVE_INFINITY))).isEqualTo(INFINITE);
    assertThat(Difference.between(Double.NaN, Double.NaN)).isEqualTo(INFINITE);
  }

  @Test
  void anotherShapeIsInfinitelyFar() {
    assertThat(Difference.between(of(1, 2), of(1, 2, 3))).isEqualTo(INFINITE);
  }

  @Test
  void theLargerOfTwoIsTakenForEachMeasure() {
    assertThat(new Difference(1, 0.25).max(new Difference(0.5, 0.75)))
        .isEqualTo(new Difference(1, 0.75));
  }
}
