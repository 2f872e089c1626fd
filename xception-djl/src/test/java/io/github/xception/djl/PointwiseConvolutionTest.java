package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.xception.api.backend.BackendOptions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A product of matrices is what libtorch convolves, with the same gradients. */
class PointwiseConvolutionTest {
  @BeforeAll
  static void start() {
    PyTorchEngine.start(BackendOptions.DEFAULT);
  }

  @ParameterizedTest(
      name = "{0} x {1} x {2}, {3} to {4} channels, kernel {5}, stride {6}, bias {7}")
  @CsvSource({
    "3, 4, 5, 6, 7, 1, 1, false",
    "1, 4, 5, 6, 7, 1, 1, true",
    "2, 1, 1, 3, 1, 1, 1, true",
    "2, 3, 3, 1, 4, 1, 1, false",
    "2, 5, 5, 3, 4, 1, 2, false",
    "2, 5, 5, 3, 4, 3, 1, true",
  })
  void multipliesAsItConvolves(
      int batch,
      int height,
      int width,
      int channels,
      int filters,
      int kernel,
      int stride,
      boolean bias) {
    Convolution convolution =
        new Convolution(
            new Shape(batch, height, width, channels),
            new Shape(filters, kernel, kernel, channels),
            stride,
            bias);
    List<float[]> convolved = EngineThread.call(() -> convolution.compute(false));
    List<float[]> multiplied = EngineThread.call(() -> convolution.compute(true));

    for (int i = 0; i < convolved.size(); i++) {
      assertThat(multiplied.get(i)).containsExactly(convolved.get(i), Offset.offset(1e-5f));
    }
  }

  /**
   * A convolution.
   *
   * @param images as they are in channels-last memory
   * @param kernel as it is in channels-last memory
   */
  private record Convolution(Shape images, Shape kernel, int stride, boolean bias) {
    /** Returns the value, and the gradients of its weighted sum by all that it depends on. */
    List<float[]> compute(boolean multiplies) {
      EngineOperations operations = new PyTorchOperations(multiplies);
      try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
          GradientCollector collector = manager.getEngine().newGradientCollector()) {
        List<NDArray> inputs = new ArrayList<>();
        inputs.add(values(manager, images).transpose(0, 3, 1, 2));
        inputs.add(values(manager, kernel).transpose(0, 3, 1, 2));
        if (bias) {
          inputs.add(values(manager, new Shape(kernel.get(0))));
        }
        inputs.forEach(input -> input.setRequiresGradient(true));
        NDArray value =
            operations.convolve(
                inputs.get(0),
                inputs.get(1),
                bias ? inputs.get(2) : null,
                stride,
                new Shape(0, 0),
                1);
        collector.backward(value.mul(values(manager, value.getShape())).sum());
        List<float[]> all = new ArrayList<>(List.of(value.toFloatArray()));
        inputs.forEach(input -> all.add(input.getGradient().toFloatArray()));
        return all;
      }
    }

    private static NDArray values(NDManager manager, Shape shape) {
      return manager.arange((float) shape.size()).reshape(shape).sin();
    }
  }
}
