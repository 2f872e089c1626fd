package io.github.xception.tfjava;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;

/** Tensors of the engine that are closed together, and at most once. */
final class EngineTensors implements AutoCloseable {
  private final List<Tensor> tensors = new ArrayList<>();

  /** Adds a tensor, and returns it. */
  <T extends Tensor> T add(T tensor) {
    tensors.add(tensor);
    return tensor;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
    tensors.clear();
  }
}
