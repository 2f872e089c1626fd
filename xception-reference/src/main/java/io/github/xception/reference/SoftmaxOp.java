package io.github.xception.reference;

/**
 * y(i) = exp(x(i)) / Σ_j exp(x(j)) over each vector; dx(i) = y(i)·(dy(i) − Σ_j dy(j)·y(j)). The
 * largest x is subtracted first, which changes nothing but keeps exp finite.
 */
final class SoftmaxOp {
  private SoftmaxOp() {}

  static TapeValue apply(Tape tape, TapeValue x) {
    int length = x.elementsPerExample();
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int from = 0; from < in.length; from += length) {
      double logSumExp = logSumExp(in, from, length);
      for (int i = from; i < from + length; i++) {
        out[i] = StrictMath.exp(in[i] - logSumExp);
      }
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int from = 0; from < out.length; from += length) {
            double sum = 0;
            for (int i = from; i < from + length; i++) {
              sum += dy[i] * out[i];
            }
            for (int i = from; i < from + length; i++) {
              dx[i] += out[i] * (dy[i] - sum);
            }
          }
        });
    return y;
  }

  /** Returns log Σ exp(x) over {@code length} elements; StrictMath: the same bits everywhere. */
  static double logSumExp(double[] x, int from, int length) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += StrictMath.exp(x[i] - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
