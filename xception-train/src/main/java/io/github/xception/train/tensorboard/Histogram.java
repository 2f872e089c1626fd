package io.github.xception.train.tensorboard;

import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How many of a tensor's values lie where: buckets of one width between the smallest and the
 * largest. Values that are not finite are in none.
 *
 * @param buckets from left to right; none if no value is finite
 */
record Histogram(List<Bucket> buckets) {
  private static final int BUCKETS = 30;

  /** Copies the list. */
  Histogram {
    buckets = List.copyOf(buckets);
  }

  /** The values from {@code left} to below {@code right}; the last bucket has its right end too. */
  record Bucket(double left, double right, int count) {}

  static Histogram of(Tensor tensor) {
    FloatBuffer values = tensor.floats();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int finite = 0;
    while (values.hasRemaining()) {
      float value = values.get();
      if (Float.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        finite++;
      }
    }
    if (finite == 0) {
      return new Histogram(List.of());
    }
    if (min == max) {
      return new Histogram(List.of(new Bucket(min - 0.5, max + 0.5, finite)));
    }
    return counted(values.rewind(), min, max);
  }

  private static Histogram counted(FloatBuffer values, double min, double max) {
    int[] counts = new int[BUCKETS];
    double width = (max - min) / BUCKETS;
    while (values.hasRemaining()) {
      float value = values.get();
      if (Float.isFinite(value)) {
        counts[Math.min(BUCKETS - 1, (int) ((value - min) / width))]++;
      }
    }
    List<Bucket> buckets = new ArrayList<>(BUCKETS);
    for (int i = 0; i < BUCKETS; i++) {
      double right = i == BUCKETS - 1 ? max : min + (i + 1) * width;
      buckets.add(new Bucket(min + i * width, right, counts[i]));
    }
    return new Histogram(buckets);
  }
}
