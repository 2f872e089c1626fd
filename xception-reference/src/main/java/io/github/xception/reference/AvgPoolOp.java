package io.github.xception.reference;

import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;

/**
 * y = Σ x / count over the window, channel by channel, where count is the number of pixels of the
 * window inside the image; padding counts nowhere. Each of these x gets dy / count.
 */
final class AvgPoolOp {
  private AvgPoolOp() {}

  /**
   * Pools.
   *
   * @param outputShape shape of one output image
   */
  static TapeValue apply(Tape tape, Window window, Shape outputShape, TapeValue x) {
    int channels = x.channels();
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(outputShape.prepend(x.batch()));
    double[] out = y.data();
    int[] count = new int[out.length];
    WindowTaps taps = new WindowTaps(window, x, y);
    for (int n = 0; n < x.batch(); n++) {
      taps.forEach(
          n,
          (xAt, tap, yAt) -> {
            for (int c = 0; c < channels; c++) {
              out[yAt + c] += in[xAt + c];
              count[yAt + c]++;
            }
          });
    }
    for (int i = 0; i < out.length; i++) {
      out[i] /= count[i];
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int n = 0; n < x.batch(); n++) {
            taps.forEach(
                n,
                (xAt, tap, yAt) -> {
                  for (int c = 0; c < channels; c++) {
                    dx[xAt + c] += dy[yAt + c] / count[yAt + c];
                  }
                });
          }
        });
    return y;
  }
}
