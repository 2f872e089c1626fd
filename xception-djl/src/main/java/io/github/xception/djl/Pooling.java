package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Tensor;
import java.util.Optional;

/** Pooling with padding that an engine's own operations do not know. */
final class Pooling {
  private static final Shape NONE = new Shape(0, 0);

  private final EngineOperations engine;

  Pooling(EngineOperations engine) {
    this.engine = engine;
  }

  /** Takes the largest value in each window; what is padded is less than any. */
  NDArray max(NDArray x, Window window) {
    int height = Math.toIntExact(x.getShape().get(2));
    int width = Math.toIntExact(x.getShape().get(3));
    Optional<SymmetricPadding> own = SymmetricPadding.forMaximum(height, width, window);
    if (own.isPresent()) {
      Shape padding = new Shape(own.get().rows(), own.get().columns());
      return max(x, window, padding, own.get().ceiling());
    }
    try (NDArray padded = engine.pad(x, window.padding(), Double.NEGATIVE_INFINITY)) {
      return max(padded, window, NONE, false);
    }
  }

  private static NDArray max(NDArray x, Window window, Shape padding, boolean ceiling) {
    return x.getNDArrayInternal().maxPool(kernel(window), stride(window), padding, ceiling);
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
