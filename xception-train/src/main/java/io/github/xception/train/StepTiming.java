package io.github.xception.train;

/**
 * Where the time of one or more training steps went; evaluations and checkpoints do not count.
 *
 * @param images images trained on
 * @param engineNanos time inside the engine, in nanoseconds
 * @param feedNanos time outside it: waiting for a batch and the host's own work
 */
public record StepTiming(long images, long engineNanos, long feedNanos) {
  /** No time at all. */
  public static final StepTiming NONE = new StepTiming(0, 0, 0);

  /** Returns both together. */
  public StepTiming plus(StepTiming other) {
    return new StepTiming(
        images + other.images, engineNanos + other.engineNanos, feedNanos + other.feedNanos);
  }

  /** Returns images per second; 0 if no time has passed. */
  public double imagesPerSecond() {
    return totalNanos() == 0 ? 0 : images * 1e9 / totalNanos();
  }

  /** Returns the share of the time that passed outside the engine, 0 to 1. */
  public double feedShare() {
    return totalNanos() == 0 ? 0 : (double) feedNanos / totalNanos();
  }

  private long totalNanos() {
    return engineNanos + feedNanos;
  }
}
