package io.github.xception.bench.result;

import java.util.Collection;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Where the mean of what was measured lies, with 99 % confidence by Student's t-distribution.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  private static final double CONFIDENCE = 0.99;

  /** With fewer values JMH gives no interval. */
  private static final int FEWEST = 3;

  /**
   * Returns the interval of a mean; from 0 to infinity if there are less than three values, which
   * say next to nothing of their spread.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static Interval of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("an interval takes at least one value");
    }
    if (values.size() < FEWEST) {
      return new Interval(0, Double.POSITIVE_INFINITY);
    }
    double[] ends =
        new ListStatistics(values.stream().mapToDouble(Double::doubleValue).toArray())
            .getConfidenceIntervalAt(CONFIDENCE);
    return new Interval(Math.max(0, ends[0]), ends[1]);
  }

  /** Tells whether the two have a value in common. */
  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
