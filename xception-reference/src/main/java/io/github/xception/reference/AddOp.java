package io.github.xception.reference;

/** y = a + b; da = dy; db = dy. */
final class AddOp {
  private AddOp() {}

  static TapeValue apply(Tape tape, TapeValue a, TapeValue b) {
    TapeValue y = TapeValue.zeros(a.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = a.data()[i] + b.data()[i];
    }
    tape.record(
        () -> {
          double[] da = a.gradient();
          double[] db = b.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dy.length; i++) {
            da[i] += dy[i];
            db[i] += dy[i];
          }
        });
    return y;
  }
}
