package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;

/** The loss of a classifier, and how often it is right. */
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /** Returns the mean over the batch of −Σ labels·log softmax(logits). */
  static NDArray loss(NDArray logits, NDArray labels) {
    long batch = logits.getShape().get(0);
    try (NDArray logProbabilities = logits.logSoftmax(1);
        NDArray products = logProbabilities.mul(labels);
        NDArray sum = products.sum()) {
      return sum.mul(-1f / batch);
    }
  }

  /**
   * Counts the rows whose largest logit is at their largest label; the first of equals counts.
   *
   * @param logits row by row, of the shape of the labels
   * @param labels batch x classes
   */
  static int correct(float[] logits, Tensor labels) {
    int batch = labels.shape().dim(0);
    int classes = labels.shape().dim(1);
    FloatBuffer predicted = FloatBuffer.wrap(logits);
    FloatBuffer wanted = labels.floats();
    int correct = 0;
    for (int row = 0; row < batch; row++) {
      if (largest(predicted, row * classes, classes) == largest(wanted, row * classes, classes)) {
        correct++;
      }
    }
    return correct;
  }

  private static int largest(FloatBuffer values, int start, int length) {
    int largest = 0;
    for (int i = 1; i < length; i++) {
      if (values.get(start + i) > values.get(start + largest)) {
        largest = i;
      }
    }
    return largest;
  }
}
