package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.assertj.core.data.Offset;

/** Any window pools what a loop over the pixels that it sees does. */
abstract class PoolingProperties {
  private static final int CHANNELS = 3;

  private final Backend backend;

  PoolingProperties(BackendProvider provider) {
    this.backend = provider.open(BackendOptions.DEFAULT);
  }

  @AfterProperty
  final void close() {
    backend.close();
  }

  @Property(tries = 300)
  void poolsLikeALoop(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 4) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 0, max = 3) int top,
      @ForAll @IntRange(min = 0, max = 3) int bottom,
      @ForAll @IntRange(min = 0, max = 3) int left,
      @ForAll @IntRange(min = 0, max = 3) int right) {
    // A graph takes padding only where it is smaller than the window.
    Padding padding = new Padding(top % kernel, bottom % kernel, left % kernel, right % kernel);
    Window window = new Window(kernel, kernel, stride, padding);
    Assume.that(height + padding.top() + padding.bottom() >= kernel);
    Assume.that(width + padding.left() + padding.right() >= kernel);
    Tensor images = TestNetworks.normal(Shape.of(2, height, width, CHANNELS), kernel);

    check(images, new Op.MaxPool(window), window, Double.NEGATIVE_INFINITY, Math::max, false);
    check(images, new Op.AvgPool(window), window, 0, Double::sum, true);
  }

  private void check(
      Tensor images, Op op, Window window, double start, DoubleBinaryOperator fold, boolean mean) {
    Shape image = Shape.of(images.shape().dim(1), images.shape().dim(2), images.shape().dim(3));
    try (InferenceSession session =
        backend.load(TestNetworks.of(image, op), Weights.of(Map.of()))) {
      assertThat(session.predict(images).toArray())
          .containsExactly(pooled(images, window, start, fold, mean), Offset.offset(1e-6f));
    }
  }

  private static float[] pooled(
      Tensor images, Window window, double start, DoubleBinaryOperator fold, boolean mean) {
    int height = images.shape().dim(1);
    int width = images.shape().dim(2);
    int rows = window.outputHeight(height);
    int columns = window.outputWidth(width);
    float[] result = new float[images.shape().dim(0) * rows * columns * CHANNELS];
    int at = 0;
    for (int image = 0; image < images.shape().dim(0); image++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          for (int channel = 0; channel < CHANNELS; channel++) {
            double value = start;
            int seen = 0;
            for (int i = 0; i < window.kernelHeight(); i++) {
              for (int j = 0; j < window.kernelWidth(); j++) {
                int y = row * window.stride() - window.padding().top() + i;
                int x = column * window.stride() - window.padding().left() + j;
                if (y >= 0 && y < height && x >= 0 && x < width) {
                  int index = ((image * height + y) * width + x) * CHANNELS + channel;
                  value = fold.applyAsDouble(value, images.floats().get(index));
                  seen++;
                }
              }
            }
            result[at++] = (float) (mean ? value / seen : value);
          }
        }
      }
    }
    return result;
  }
}
