package io.github.xception.bench.direct;

/**
 * The layers of Xception on an engine. Parameters are named, so that every engine can begin with
 * the same; convolutions and pooling pad as {@code SAME} does.
 *
 * @param <T> a value of the engine
 */
interface Layers<T> {
  /** Convolves by {@code name/kernel}, without an offset. */
  T convolution(String name, T x, int stride);

  /**
   * Convolves each channel by {@code name/depthwise_kernel}, and then the channels of each place by
   * {@code name/pointwise_kernel}.
   */
  T separableConvolution(String name, T x);

  /**
   * Normalizes by {@code name/gamma}, {@code beta}, {@code moving_mean}, {@code moving_variance}.
   */
  T batchNorm(String name, T x);

  /** Takes what is above 0. */
  T relu(T x);

  /** Takes the largest of 3 x 3, at every other place. */
  T maxPool(T x);

  /** Adds. */
  T add(T a, T b);

  /** Takes the mean of each channel. */
  T globalAverage(T x);

  /** Multiplies by {@code name/kernel} and adds {@code name/bias}. */
  T dense(String name, T x);
}
