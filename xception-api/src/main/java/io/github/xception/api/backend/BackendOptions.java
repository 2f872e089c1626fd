package io.github.xception.api.backend;

import io.github.xception.api.spec.Precision;

/**
 * How to open a backend.
 *
 * @param device the device to compute on
 * @param threads threads that one operation may use; 0 for as many as there are cores
 * @param precision the numbers to compute in
 */
public record BackendOptions(Device device, int threads, Precision precision) {
  /** The best device, all cores and {@link Precision#FP32}. */
  public static final BackendOptions DEFAULT = new BackendOptions(Device.AUTO, 0);

  /**
   * Checks the thread count.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public BackendOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 (all cores) or more, got " + threads);
    }
  }

  /**
   * Options with {@link Precision#FP32}.
   *
   * @throws IllegalArgumentException if {@code threads} is negative
   */
  public BackendOptions(Device device, int threads) {
    this(device, threads, Precision.FP32);
  }

  /** Returns these options with another precision. */
  public BackendOptions withPrecision(Precision other) {
    return new BackendOptions(device, threads, other);
  }
}
