package io.github.xception.reference;

/** y(…, o) = x(…, o) + b(o); dx = dy; db(o) = Σ dy(…, o) over all axes but the last. */
final class BiasOp {
  private BiasOp() {}

  static TapeValue apply(Tape tape, TapeValue x, TapeValue bias) {
    int channels = x.channels();
    double[] in = x.data();
    double[] b = bias.data();
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] + b[i % channels];
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] db = bias.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dy.length; i++) {
            dx[i] += dy[i];
            db[i % channels] += dy[i];
          }
        });
    return y;
  }
}
