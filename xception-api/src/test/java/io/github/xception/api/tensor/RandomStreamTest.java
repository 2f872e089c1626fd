package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  /** The published sequence of SplitMix64 from state 1234567. */
  @Test
  void isSplitMix64() {
    RandomStream random = new RandomStream(1234567);
    assertThat(LongStream.generate(random::nextLong).limit(5).toArray())
        .containsExactly(
            6457827717110365317L,
            3203168211198807973L,
            Long.parseUnsignedLong("9817491932198370423"),
            4593380528125082431L,
            Long.parseUnsignedLong("16408922859458223821"));
  }

  /** Computed with an implementation in another language. */
  @Test
  void aNameChoosesTheState() {
    RandomStream random = RandomStream.of(42, "dense/kernel");
    assertThat(random.nextLong()).isEqualTo(0x8d7922504eedcd0bL);
    assertThat(random.nextLong()).isEqualTo(0x352f6afac8ebe719L);
    assertThat(random.nextLong()).isEqualTo(0x225002c6e2e18ae1L);
  }

  /** Computed with an implementation in another language. */
  @Test
  void gaussianIsThePolarMethod() {
    RandomStream random = RandomStream.of(42, "a");
    assertThat(DoubleStream.generate(random::nextGaussian).limit(4).toArray())
        .containsExactly(
            0.4822859293937057, -1.542860191431548, -1.1167726351592535, -0.24199377387511145);
  }

  @Test
  void seedAndNameMatter() {
    long first = RandomStream.of(1, "a").nextLong();
    assertThat(RandomStream.of(1, "a").nextLong()).isEqualTo(first);
    assertThat(RandomStream.of(2, "a").nextLong()).isNotEqualTo(first);
    assertThat(RandomStream.of(1, "b").nextLong()).isNotEqualTo(first);
    assertThat(RandomStream.of(1, "aa").nextLong()).isNotEqualTo(first);
    assertThat(RandomStream.of(1, "ab").nextLong())
        .isNotEqualTo(RandomStream.of(1, "ba").nextLong());
  }

  @Test
  void doublesAreUniform() {
    RandomStream random = RandomStream.of(7, "doubles");
    double[] values = DoubleStream.generate(random::nextDouble).limit(200_000).toArray();
    assertThat(DoubleStream.of(values)).allMatch(value -> value >= 0 && value < 1);
    assertMoments(values, 0.5, 1 / Math.sqrt(12));
  }

  @Test
  void gaussiansAreStandardNormal() {
    RandomStream random = RandomStream.of(7, "gaussians");
    double[] values = DoubleStream.generate(random::nextGaussian).limit(200_000).toArray();
    assertMoments(values, 0, 1);
    double withinOne = DoubleStream.of(values).filter(value -> Math.abs(value) < 1).count();
    assertThat(withinOne / values.length).isBetween(0.678, 0.687);
  }

  @Test
  void wholeNumbersAreUniform() {
    RandomStream random = RandomStream.of(7, "ints");
    int[] counts = new int[6];
    for (int i = 0; i < 60_000; i++) {
      counts[random.nextInt(6)]++;
    }
    assertThat(IntStream.of(counts)).allMatch(count -> count > 9_600 && count < 10_400);
  }

  @Test
  void aBoundMustBePositive() {
    assertThatThrownBy(() -> RandomStream.of(1, "a").nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }

  private static void assertMoments(double[] values, double mean, double deviation) {
    // Five standard errors; the seed is fixed, so this passes always or never.
    double margin = 5 * deviation / Math.sqrt(values.length);
    double sampleMean = DoubleStream.of(values).average().orElseThrow();
    assertThat(sampleMean).isBetween(mean - margin, mean + margin);
    double square =
        DoubleStream.of(values).map(v -> (v - sampleMean) * (v - sampleMean)).average().orElse(0);
    assertThat(Math.sqrt(square)).isBetween(0.99 * deviation, 1.01 * deviation);
  }
}
