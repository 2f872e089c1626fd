package io.github.xception.train.tensorboard;

import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How many of a tensor's values lie where. Values that are not finite are left out of everything.
 *
 * @param min the smallest value; 0 if there is none
 * @param max the largest value; 0 if there is none
 * @param count the number of values
 * @param sum the sum of the values
 * @param sumOfSquares the sum of their squares
 * @param buckets of one width, from the smallest value to the largest; one if these are the same
 */
record Histogram(
    double min, double max, int count, double sum, double sumOfSquares, List<Bucket> buckets) {
  private static final int BUCKETS = 30;

  /** Copies the list. */
  Histogram {
    buckets = List.copyOf(buckets);
  }

  /** So many values up to {@code right} that no bucket to the left has. */
  record Bucket(double right, int count) {}

  static Histogram of(Tensor tensor) {
    FloatBuffer values = tensor.floats();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    int count = 0;
    while (values.hasRemaining()) {
      double value = values.get();
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        sumOfSquares += value * value;
        count++;
      }
    }
    if (count == 0) {
      return new Histogram(0, 0, 0, 0, 0, List.of());
    }
    List<Bucket> buckets =
        min == max ? List.of(new Bucket(max, count)) : buckets(tensor.floats(), min, max);
    return new Histogram(min, max, count, sum, sumOfSquares, buckets);
  }

  private static List<Bucket> buckets(FloatBuffer values, double min, double max) {
    int[] counts = new int[BUCKETS];
    double width = (max - min) / BUCKETS;
    while (values.hasRemaining()) {
      double value = values.get();
      if (Double.isFinite(value)) {
        int last = (int) Math.ceil((value - min) / width) - 1;
        counts[Math.max(0, Math.min(BUCKETS - 1, last))]++;
      }
    }
    List<Bucket> buckets = new ArrayList<>(BUCKETS);
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new Bucket(i == BUCKETS - 1 ? max : min + (i + 1) * width, counts[i]));
    }
    return buckets;
  }
}
