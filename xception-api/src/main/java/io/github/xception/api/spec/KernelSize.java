package io.github.xception.api.spec;

/**
 * Extent of a kernel or a pooling window; in JSON one number for a square, or {@code [height,
 * width]}.
 *
 * @param height rows
 * @param width columns
 */
public record KernelSize(int height, int width) {
  /** The largest extent. */
  public static final int MAX = 1024;

  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if one is not from 1 to {@link #MAX}
   */
  public KernelSize {
    if (height < 1 || height > MAX || width < 1 || width > MAX) {
      throw new IllegalArgumentException(
          "a kernel's extents must be from 1 to " + MAX + ", got " + height + "x" + width);
    }
  }
}
