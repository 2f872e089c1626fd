package io.github.xception.api.graph;

/**
 * Explicit padding of an image, in pixels. SAME padding is resolved into it once, when a spec is
 * lowered, and may be asymmetric.
 *
 * @param top rows before the first
 * @param bottom rows after the last
 * @param left columns before the first
 * @param right columns after the last
 */
public record Padding(int top, int bottom, int left, int right) {
  /** No padding. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding must not be negative, got " + top + ", " + bottom + ", " + left + ", " + right);
    }
  }

  /**
   * Returns SAME padding, which gives an output of ceil(in / stride): in each direction
   * max((ceil(in / stride) − 1)·stride + kernel − in, 0) in all, the smaller half first, as
   * TensorFlow has it.
   *
   * @param height rows of the input
   * @param width columns of the input
   * @param kernelHeight rows of the kernel
   * @param kernelWidth columns of the kernel
   * @param stride step in both directions
   */
  public static Padding same(int height, int width, int kernelHeight, int kernelWidth, int stride) {
    int rows = same(height, kernelHeight, stride);
    int columns = same(width, kernelWidth, stride);
    return new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  private static int same(int in, int kernel, int stride) {
    int out = (in - 1) / stride + 1;
    return Math.max((out - 1) * stride + kernel - in, 0);
  }

  /** Tells whether both rows and both columns get the same amount before as after. */
  public boolean symmetric() {
    return top == bottom && left == right;
  }

  @Override
  public String toString() {
    return "top " + top + ", bottom " + bottom + ", left " + left + ", right " + right;
  }
}
