package io.github.xception.api.spec;

/**
 * The images that a network expects.
 *
 * @param height rows in pixels
 * @param width columns in pixels
 * @param channels 3 for RGB
 * @param scaling what is done to the 0-255 values of an image before it enters the network
 */
public record InputSpec(int height, int width, int channels, Scaling scaling) {
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
  }
}
