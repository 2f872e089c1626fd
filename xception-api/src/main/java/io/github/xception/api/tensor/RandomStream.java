package io.github.xception.api.tensor;

/**
 * A stream of random numbers that depends on a seed and a name only: the same bits on every machine
 * and JDK, and independent of what other streams have given. The generator is SplitMix64 (Steele,
 * Lea and Flood, "Fast splittable pseudorandom number generators", 2014). Not thread-safe; make one
 * per use.
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Starts the generator at a state of SplitMix64. */
  RandomStream(long state) {
    this.state = state;
  }

  /** Returns the stream of {@code seed} called {@code name}. */
  public static RandomStream of(long seed, String name) {
    // Each character goes through the full mixer, so that names which differ in one character give
    // unrelated streams.
    long state = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < name.length(); i++) {
      state = mix((state ^ name.charAt(i)) + GOLDEN_GAMMA);
    }
    return new RandomStream(state);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** Returns the next 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a number in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Returns a whole number in [0, bound), without bias.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, got " + bound);
    }
    // Multiply-shift with rejection (Lemire, "Fast random integer generation in an interval",
    // 2019).
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFFFFFFL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Returns a number from the standard normal distribution. */
  public double nextGaussian() {
    // Polar method (Marsaglia and Bray, 1964), by StrictMath: Math.log may differ in the last bit
    // between machines.
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
