package io.github.xception.djl;

import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import java.util.Optional;

/**
 * Padding as engines know it for pooling: the same before as after.
 *
 * @param rows rows above, and below
 * @param columns columns on the left, and on the right
 * @param ceiling whether a last window counts that goes beyond what is padded
 */
record SymmetricPadding(int rows, int columns, boolean ceiling) {
  /**
   * Finds the padding that gives the wanted windows of a maximum, if there is one. What decides is
   * where the first window begins and how many there are: past the last row and column both sides
   * see minus infinity.
   *
   * @param height rows of the image
   * @param width columns of the image
   */
  static Optional<SymmetricPadding> forMaximum(int height, int width, Window window) {
    for (boolean ceiling : new boolean[] {false, true}) {
      if (agrees(height, width, window, ceiling)) {
        Padding padding = window.padding();
        return Optional.of(new SymmetricPadding(padding.top(), padding.left(), ceiling));
      }
    }
    return Optional.empty();
  }

  private static boolean agrees(int height, int width, Window window, boolean ceiling) {
    Padding padding = window.padding();
    return padding.top() <= window.kernelHeight() / 2
        && padding.left() <= window.kernelWidth() / 2
        && windows(height, padding.top(), window.kernelHeight(), window.stride(), ceiling)
            == window.outputHeight(height)
        && windows(width, padding.left(), window.kernelWidth(), window.stride(), ceiling)
            == window.outputWidth(width);
  }

  /**
   * Counts the engine's windows. With a ceiling one may begin past the last value or be larger than
   * all that there is; what then happens is up to the engine, so no number would be right.
   */
  private static int windows(int size, int padding, int kernel, int stride, boolean ceiling) {
    int span = size + 2 * padding - kernel;
    int count = Math.floorDiv(span + (ceiling ? stride - 1 : 0), stride) + 1;
    return span < 0 || (count - 1) * stride >= size + padding ? -1 : count;
  }
}
