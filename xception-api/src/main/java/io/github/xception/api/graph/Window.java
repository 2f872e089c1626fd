package io.github.xception.api.graph;

/**
 * The sliding window of a convolution or a pooling.
 *
 * <p>The output extent is (in + padding − kernel) / stride + 1, rounded down.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step in both directions
 * @param padding what is added round the input first; see {@link Op.Conv2d}, {@link Op.MaxPool} and
 *     {@link Op.AvgPool} for what is added
 */
public record Window(int kernelHeight, int kernelWidth, int stride, Padding padding) {
  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if kernel or stride are not positive
   */
  public Window {
    if (kernelHeight < 1 || kernelWidth < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "kernel and stride must be positive, got "
              + kernelHeight
              + "x"
              + kernelWidth
              + ", stride "
              + stride);
    }
  }

  /** Returns the rows of the output for an input of {@code height} rows. */
  public int outputHeight(int height) {
    return output(height, padding.top(), padding.bottom(), kernelHeight);
  }

  /** Returns the columns of the output for an input of {@code width} columns. */
  public int outputWidth(int width) {
    return output(width, padding.left(), padding.right(), kernelWidth);
  }

  private int output(int in, int before, int after, int kernel) {
    return Math.toIntExact(((long) in + before + after - kernel) / stride + 1);
  }
}
