package io.github.xception.bench.parity;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;

/** Labels for a network that tells more classes apart than the images have. */
public final class WideLabels {
  private WideLabels() {}

  /**
   * Returns the batch with zeros for the classes that it lacks.
   *
   * @throws IllegalArgumentException if it has more classes than that
   */
  public static Batch widen(Batch batch, int classes) {
    int own = batch.labels().shape().dim(1);
    if (own == classes) {
      return batch;
    }
    if (own > classes) {
      throw new IllegalArgumentException(
          "expected labels of at most " + classes + " classes, got " + own);
    }
    float[] row = new float[own];
    FloatBuffer narrow = batch.labels().floats();
    Tensor labels =
        Tensor.create(
            Shape.of(batch.size(), classes),
            wide -> {
              for (int i = 0; i < batch.size(); i++) {
                narrow.get(row);
                wide.put(i * classes, row);
              }
            });
    return new Batch(batch.images(), labels, batch.names(), batch.key());
  }
}
