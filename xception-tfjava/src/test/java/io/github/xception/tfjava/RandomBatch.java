package io.github.xception.tfjava;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.Collections;

/** Makes batches of random images, with one label each. */
final class RandomBatch {
  private RandomBatch() {}

  static Batch of(Graph graph, int size, long key) {
    RandomStream random = RandomStream.of(key, "images");
    Tensor images =
        Tensor.create(
            graph.inputShape().prepend(size),
            buffer -> {
              while (buffer.hasRemaining()) {
                buffer.put((float) random.nextGaussian());
              }
            });
    int classes = graph.classes();
    Tensor labels =
        Tensor.create(
            Shape.of(size, classes),
            buffer -> {
              for (int i = 0; i < size; i++) {
                buffer.put(i * classes + i % classes, 1);
              }
            });
    return new Batch(images, labels, Collections.nCopies(size, "random"), key);
  }
}
