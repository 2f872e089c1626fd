package io.github.xception.reference;

import io.github.xception.api.tensor.Tensor;

/** y = x·m; dx = dy·m, where the mask m is 1/keep or 0. In inference there is nothing to do. */
final class DropoutOp {
  private DropoutOp() {}

  static TapeValue training(Tape tape, TapeValue x, Tensor mask) {
    double[] in = x.data();
    double[] m = Doubles.widen(mask.toArray());
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] * m[i];
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dy.length; i++) {
            dx[i] += dy[i] * m[i];
          }
        });
    return y;
  }
}
