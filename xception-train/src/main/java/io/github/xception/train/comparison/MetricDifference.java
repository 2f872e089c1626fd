package io.github.xception.train.comparison;

/**
 * A number that two runs do not agree on.
 *
 * @param step steps done
 * @param metric what it is, as {@code metrics.jsonl} calls it
 * @param first the first run's number; NaN if it has none
 * @param second the second run's number; NaN if it has none
 */
public record MetricDifference(long step, String metric, double first, double second) {
  /** Returns |first − second| over the larger absolute value; infinite if one is missing. */
  public double relative() {
    double difference = Math.abs(first - second) / Math.max(Math.abs(first), Math.abs(second));
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
