package io.github.xception.djl;

import ai.djl.ndarray.NDArray;

/** The loss of a classifier. */
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
}
