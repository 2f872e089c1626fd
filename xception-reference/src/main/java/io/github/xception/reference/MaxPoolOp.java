package io.github.xception.reference;

import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.Arrays;

/**
 * y = the largest x in the window, channel by channel; padding counts as −∞. dy goes to that x; if
 * several are equal, to the first in row-major order.
 */
final class MaxPoolOp {
  private static final int NONE = -1;

  private MaxPoolOp() {}

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
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    int[] largest = new int[out.length];
    Arrays.fill(largest, NONE);
    WindowTaps taps = new WindowTaps(window, x, y);
    for (int n = 0; n < x.batch(); n++) {
      taps.forEach(
          n,
          (xAt, tap, yAt) -> {
            for (int c = 0; c < channels; c++) {
              if (largest[yAt + c] == NONE || in[xAt + c] > out[yAt + c]) {
                largest[yAt + c] = xAt + c;
                out[yAt + c] = in[xAt + c];
              }
            }
          });
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          for (int i = 0; i < dy.length; i++) {
            if (largest[i] != NONE) {
              dx[largest[i]] += dy[i];
            }
          }
        });
    return y;
  }
}
