package io.github.xception.train.tensorboard;

import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.Collection;

/** The size of many tensors in one number. */
final class Norm {
  private Norm() {}

  /** Returns the Euclidean norm of the tensors at the given paths, taken as one long vector. */
  static double of(Weights weights, Collection<String> paths) {
    double sum = 0;
    for (String path : paths) {
      FloatBuffer values = weights.get(path).floats();
      while (values.hasRemaining()) {
        double value = values.get();
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
