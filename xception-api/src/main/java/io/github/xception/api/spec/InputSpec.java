package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/**
 * The images that a network expects.
 *
 * @param height rows in pixels
 * @param width columns in pixels
 * @param channels 3 for RGB
 * @param scaling what is done to the 0-255 values of an image before it enters the network
 */
public record InputSpec(
    @Range(min = 1, max = 16_384) int height,
    @Range(min = 1, max = 16_384) int width,
    @Range(min = 1, max = 4096) @Default("3") int channels,
    @Default("\"none\"") Scaling scaling) {
  /** What is done to the 0-255 values of an image. */
  public enum Scaling {
    /** Nothing. */
    NONE,
    /** x / 255: 0 to 1. */
    UNIT,
    /** x / 127.5 − 1: −1 to 1. */
    SYMMETRIC;

    /** Returns the scaled value of {@code x}, which is in 0-255. */
    public float apply(float x) {
      return switch (this) {
        case NONE -> x;
        case UNIT -> x / 255f;
        case SYMMETRIC -> x / 127.5f - 1f;
      };
    }

    /** Returns the value in 0-255 that {@link #apply} makes {@code scaled} of, up to rounding. */
    public float undo(float scaled) {
      return switch (this) {
        case NONE -> scaled;
        case UNIT -> scaled * 255f;
        case SYMMETRIC -> (scaled + 1f) * 127.5f;
      };
    }
  }
}
