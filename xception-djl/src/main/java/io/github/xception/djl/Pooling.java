package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Tensor;

/** Pooling with padding that an engine's own operations do not know. */
final class Pooling {
  private static final Shape NONE = new Shape(0, 0);

  private final EngineOperations engine;

  Pooling(EngineOperations engine) {
    this.engine = engine;
  }

  /** Takes the largest value in each window; what is padded is less than any. */
  NDArray max(NDArray x, Window window) {
    Padding padding = window.padding();
    for (boolean ceiling : new boolean[] {false, true}) {
      if (engineAgrees(x, window, ceiling)) {
        return max(x, window, new Shape(padding.top(), padding.left()), ceiling);
      }
    }
    try (NDArray padded = engine.pad(x, padding, Double.NEGATIVE_INFINITY)) {
      return max(padded, window, NONE, false);
    }
  }

  private static NDArray max(NDArray x, Window window, Shape padding, boolean ceiling) {
    return x.getNDArrayInternal().maxPool(kernel(window), stride(window), padding, ceiling);
  }

  /**
   * Tells whether the engine's padding, the same before as after, gives the windows that are
   * wanted. What decides is where the first one begins and how many there are: past the last row
   * and column both sides see minus infinity.
   */
  private static boolean engineAgrees(NDArray x, Window window, boolean ceiling) {
    Padding padding = window.padding();
    int height = Math.toIntExact(x.getShape().get(2));
    int width = Math.toIntExact(x.getShape().get(3));
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

  /** Takes the mean over what each window sees of the image. */
  NDArray average(NDArray x, Window window) {
    Padding padding = window.padding();
    if (padding.equals(Padding.NONE)) {
      return average(x, kernel(window), stride(window));
    }
    // DJL 0.36 drops the flag that would keep padding out of the divisor.
    try (NDArray padded = engine.pad(x, padding, 0);
        NDArray mean = average(padded, kernel(window), stride(window))) {
      return mean.mul(HostArrays.value(x.getManager(), divisorCorrection(x, window)));
    }
  }

  private static NDArray average(NDArray x, Shape kernel, Shape stride) {
    return x.getNDArrayInternal().avgPool(kernel, stride, NONE, false, false);
  }

  /** Returns, for each window, its size over the number of its values that are not padding. */
  private static Tensor divisorCorrection(NDArray x, Window window) {
    int height = Math.toIntExact(x.getShape().get(2));
    int width = Math.toIntExact(x.getShape().get(3));
    int rows = window.outputHeight(height);
    int columns = window.outputWidth(width);
    float size = window.kernelHeight() * window.kernelWidth();
    return Tensor.create(
        io.github.xception.api.tensor.Shape.of(1, rows, columns, 1),
        buffer -> {
          for (int i = 0; i < rows; i++) {
            int seenRows =
                inside(i * window.stride() - window.padding().top(), window.kernelHeight(), height);
            for (int j = 0; j < columns; j++) {
              int seenColumns =
                  inside(
                      j * window.stride() - window.padding().left(), window.kernelWidth(), width);
              buffer.put(size / (seenRows * seenColumns));
            }
          }
        });
  }

  private static int inside(int start, int length, int size) {
    return Math.min(start + length, size) - Math.max(start, 0);
  }

  private static Shape kernel(Window window) {
    return new Shape(window.kernelHeight(), window.kernelWidth());
  }

  private static Shape stride(Window window) {
    return new Shape(window.stride(), window.stride());
  }
}
