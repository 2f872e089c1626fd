package io.github.xception.reference;

import io.github.xception.api.graph.Window;

/**
 * Where a sliding window meets an image: output pixel (p, q) meets input pixel (p·s + i − top, q·s
 * + j − left) at position (i, j) of the window, for each (i, j) for which that lies inside the
 * image. Positions outside are padding, and not visited.
 */
final class WindowTaps {
  /** Sees one meeting of an output pixel with an input pixel. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Visits a meeting.
     *
     * @param x index of the input pixel's first channel
     * @param tap position in the window: i·width + j
     * @param y index of the output pixel's first channel
     */
    void visit(int x, int tap, int y);
  }

  private final Window window;
  private final int height;
  private final int width;
  private final int channelsIn;
  private final int outHeight;
  private final int outWidth;
  private final int channelsOut;

  /**
   * Makes the taps of {@code window} on images.
   *
   * @param x the images
   * @param y what the window makes of them
   */
  WindowTaps(Window window, TapeValue x, TapeValue y) {
    this.window = window;
    this.height = x.shape().dim(1);
    this.width = x.shape().dim(2);
    this.channelsIn = x.channels();
    this.outHeight = y.shape().dim(1);
    this.outWidth = y.shape().dim(2);
    this.channelsOut = y.channels();
  }

  /** Visits all meetings of one example: output pixels and, for each, taps in row-major order. */
  void forEach(int example, Visitor visitor) {
    int y = example * outHeight * outWidth * channelsOut;
    for (int p = 0; p < outHeight; p++) {
      for (int q = 0; q < outWidth; q++) {
        for (int i = 0; i < window.kernelHeight(); i++) {
          int row = p * window.stride() + i - window.padding().top();
          if (row < 0 || row >= height) {
            continue;
          }
          for (int j = 0; j < window.kernelWidth(); j++) {
            int column = q * window.stride() + j - window.padding().left();
            if (column < 0 || column >= width) {
              continue;
            }
            int x = ((example * height + row) * width + column) * channelsIn;
            visitor.visit(x, i * window.kernelWidth() + j, y);
          }
        }
        y += channelsOut;
      }
    }
  }
}
