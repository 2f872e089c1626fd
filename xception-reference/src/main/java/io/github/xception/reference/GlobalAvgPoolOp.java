package io.github.xception.reference;

import io.github.xception.api.tensor.Shape;

/** y(n, c) = Σ x(n, ·, ·, c) / (height·width); each of these x gets dy(n, c) / (height·width). */
final class GlobalAvgPoolOp {
  private GlobalAvgPoolOp() {}

  static TapeValue apply(Tape tape, TapeValue x) {
    int channels = x.channels();
    int perExample = x.elementsPerExample();
    double pixels = (double) perExample / channels;
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(Shape.of(x.batch(), channels));
    double[] out = y.data();
    for (int i = 0; i < in.length; i++) {
      out[i / perExample * channels + i % channels] += in[i];
    }
    for (int i = 0; i < out.length; i++) {
      out[i] /= pixels;
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dx.length; i++) {
            dx[i] += dy[i / perExample * channels + i % channels] / pixels;
          }
        });
    return y;
  }
}
