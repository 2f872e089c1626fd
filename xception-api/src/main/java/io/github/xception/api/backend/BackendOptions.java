package io.github.xception.api.backend;

/**
 * How to open a backend.
 *
 * @param device the device to compute on
 * @param threads threads that one operation may use; 0 for as many as there are cores
 */
public record BackendOptions(Device device, int threads) {
  /** The best device and all cores. */
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
}
