package io.github.xception.data.image;

import java.util.Arrays;

/** Which pixels of a line make up each pixel of a resized line, and by what weights. */
final class Taps {
  private final int[] first;
  private final int[] count;
  private final float[] weights;
  private final int stride;

  private Taps(int[] first, int[] count, float[] weights, int stride) {
    this.first = first;
    this.count = count;
    this.weights = weights;
    this.stride = stride;
  }

  /**
   * Returns the taps of {@link Resizer.Filter#TRIANGLE} that make {@code out} pixels of {@code in}.
   */
  static Taps triangle(int in, int out) {
    double scale = (double) in / out;
    double radius = Math.max(scale, 1);
    int stride = (int) Math.ceil(radius) * 2 + 1;
    int[] first = new int[out];
    int[] count = new int[out];
    float[] weights = new float[out * stride];
    double[] line = new double[stride];
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      int begin = Math.max(0, (int) (centre - radius + 0.5));
      int end = Math.min(in, (int) (centre + radius + 0.5));
      double sum = 0;
      for (int j = begin; j < end; j++) {
        line[j - begin] = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / radius);
        sum += line[j - begin];
      }
      first[i] = begin;
      count[i] = end - begin;
      for (int j = 0; j < end - begin; j++) {
        weights[i * stride + j] = (float) (line[j] / sum);
      }
    }
    return new Taps(first, count, weights, stride);
  }

  /** Returns the taps of {@link Resizer.Filter#AREA} that make {@code out} pixels of {@code in}. */
  static Taps area(int in, int out) {
    int stride = (in - 1) / out + 2;
    int[] first = new int[out];
    int[] count = new int[out];
    float[] weights = new float[out * stride];
    for (int i = 0; i < out; i++) {
      // In units of 1/out of a pixel of the line, so that borders are whole numbers.
      long begin = (long) i * in;
      long end = begin + in;
      first[i] = (int) (begin / out);
      count[i] = (int) ((end - 1) / out) + 1 - first[i];
      for (int tap = 0; tap < count[i]; tap++) {
        long left = (long) (first[i] + tap) * out;
        long covered = Math.min(end, left + out) - Math.max(begin, left);
        weights[i * stride + tap] = (float) ((double) covered / in);
      }
    }
    return new Taps(first, count, weights, stride);
  }

  int first(int i) {
    return first[i];
  }

  int count(int i) {
    return count[i];
  }

  /** Returns the largest count. */
  int most() {
    return Arrays.stream(count).max().orElseThrow();
  }

  float weight(int i, int tap) {
    return weights[i * stride + tap];
  }
}
