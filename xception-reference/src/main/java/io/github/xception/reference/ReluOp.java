package io.github.xception.reference;

/** y = max(x, 0); dx = dy where x &gt; 0, else 0. */
final class ReluOp {
  private ReluOp() {}

  static TapeValue apply(Tape tape, TapeValue x) {
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(in[i], 0);
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dy.length; i++) {
            if (in[i] > 0) {
              dx[i] += dy[i];
            }
          }
        });
    return y;
  }
}
