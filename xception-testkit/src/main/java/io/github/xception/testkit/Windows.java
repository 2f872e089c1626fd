package io.github.xception.testkit;

import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;

/** Windows as specs ask for them. */
final class Windows {
  private Windows() {}

  /** Returns a square window without padding. */
  static Window valid(int kernel, int stride) {
    return new Window(kernel, kernel, stride, Padding.NONE);
  }

  /** Returns a square window with SAME padding for an input. */
  static Window same(Shape input, int kernel, int stride) {
    return same(input, kernel, kernel, stride);
  }

  /**
   * Returns a window with SAME padding for an input: max((⌈in/s⌉ − 1)·s + k − in, 0) in all, the
   * smaller half first.
   */
  static Window same(Shape input, int kernelHeight, int kernelWidth, int stride) {
    int rows = total(input.dim(0), kernelHeight, stride);
    int columns = total(input.dim(1), kernelWidth, stride);
    Padding padding = new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    return new Window(kernelHeight, kernelWidth, stride, padding);
  }

  private static int total(int in, int kernel, int stride) {
    int out = (in + stride - 1) / stride;
    return Math.max((out - 1) * stride + kernel - in, 0);
  }
}
