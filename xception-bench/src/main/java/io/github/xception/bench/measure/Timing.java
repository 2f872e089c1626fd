package io.github.xception.bench.measure;

import java.time.Duration;

/**
 * How long one process is measured.
 *
 * @param warmUps iterations that do not count
 * @param iterations those that do
 * @param length of an iteration; the call under way at its end is still made
 */
public record Timing(int warmUps, int iterations, Duration length) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no iteration, or the length is not positive
   */
  public Timing {
    if (warmUps < 0 || iterations < 1 || length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(
          "expected at least one iteration of some length, got "
              + iterations
              + " of "
              + length
              + " after "
              + warmUps);
    }
  }
}
