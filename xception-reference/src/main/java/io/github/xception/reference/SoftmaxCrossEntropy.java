package io.github.xception.reference;

/**
 * The loss of a batch of N examples with logits z and labels t. The labels of an example are a
 * distribution over the classes, or one times the example's weight:
 *
 * <pre>
 * loss     = −1/N · Σ_(n, j) t(n, j)·log softmax(z(n))(j)
 * dz(n, j) = (softmax(z(n))(j)·Σ_k t(n, k) − t(n, j)) / N
 * </pre>
 *
 * @param loss the mean cross-entropy
 * @param correct examples whose largest logit is at their largest label; the first of equals counts
 */
record SoftmaxCrossEntropy(double loss, int correct) {

  /**
   * Computes the loss, and records its gradient.
   *
   * @param labels batch x classes, as the logits
   */
  static SoftmaxCrossEntropy apply(Tape tape, TapeValue logits, double[] labels) {
    int batch = logits.batch();
    int classes = logits.elementsPerExample();
    double[] z = logits.data();
    double[] logSumExp = new double[batch];
    double loss = 0;
    int correct = 0;
    for (int n = 0; n < batch; n++) {
      int from = n * classes;
      logSumExp[n] = SoftmaxOp.logSumExp(z, from, classes);
      for (int j = from; j < from + classes; j++) {
        loss -= labels[j] * (z[j] - logSumExp[n]) / batch;
      }
      if (largest(z, from, classes) == largest(labels, from, classes)) {
        correct++;
      }
    }
    tape.record(
        () -> {
          double[] dz = logits.gradient();
          for (int n = 0; n < batch; n++) {
            double weight = 0;
            for (int j = n * classes; j < (n + 1) * classes; j++) {
              weight += labels[j];
            }
            for (int j = n * classes; j < (n + 1) * classes; j++) {
              dz[j] += (StrictMath.exp(z[j] - logSumExp[n]) * weight - labels[j]) / batch;
            }
          }
        });
    return new SoftmaxCrossEntropy(loss, correct);
  }

  private static int largest(double[] x, int from, int length) {
    int largest = from;
    for (int i = from; i < from + length; i++) {
      if (x[i] > x[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
