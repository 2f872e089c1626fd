package io.github.xception.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
  // By hand: mean 11, standard deviation 1, t of 99 % with 2 degrees of freedom 9.9248.
  @Test
  void isThatOfStudent() {
    Interval interval = Interval.of(List.of(10.0, 11.0, 12.0));
    assertThat(interval.low()).isCloseTo(11 - 9.9248 / Math.sqrt(3), within(1e-3));
    assertThat(interval.high()).isCloseTo(11 + 9.9248 / Math.sqrt(3), within(1e-3));
  }

  @Test
  void twoValuesSayNothingOfTheirSpread() {
    Interval one = Interval.of(List.of(5.0));
    assertThat(one).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
    assertThat(Interval.of(List.of(5.0, 6.0))).isEqualTo(one);
    assertThat(one.overlaps(new Interval(100, 101))).isTrue();
    assertThatThrownBy(() -> Interval.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void overlapsWhereTheyTouch() {
    Interval middle = new Interval(2, 4);
    assertThat(middle.overlaps(new Interval(4, 5))).isTrue();
    assertThat(middle.overlaps(new Interval(0, 2))).isTrue();
    assertThat(middle.overlaps(new Interval(3, 3.5))).isTrue();
    assertThat(middle.overlaps(new Interval(4.1, 5))).isFalse();
    assertThat(middle.overlaps(new Interval(0, 1.9))).isFalse();
  }
}
