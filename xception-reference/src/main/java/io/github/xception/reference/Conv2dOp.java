package io.github.xception.reference;

import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import java.util.Optional;

/**
 * Convolution, which is cross-correlation here, as everywhere in this field. With I input channels
 * and F filters per group, and filter o in group g = o / F (see {@link WindowTaps} for what meets
 * what):
 *
 * <pre>
 * y(n, p, q, o)  = b(o) + Σ_(i, j, c) x(n, p·s + i − top, q·s + j − left, g·I + c) · k(i, j, c, o)
 * dx(n, r, t, ·) = Σ over the same meetings of dy(n, p, q, o) · k(i, j, c, o)
 * dk(i, j, c, o) = Σ over the same meetings of dy(n, p, q, o) · x(n, r, t, g·I + c)
 * db(o)          = Σ_(n, p, q) dy(n, p, q, o)
 * </pre>
 *
 * <p>I = F = 1 is a depthwise convolution, I = 1 and F &gt; 1 one with a multiplier.
 */
final class Conv2dOp {
  private final Workers workers;
  private final TapeValue x;
  private final TapeValue kernel;
  private final TapeValue y;
  private final WindowTaps taps;
  private final int groups;
  private final int filters;
  private final int groupChannels;
  private final int groupFilters;

  private Conv2dOp(Workers workers, Op.Conv2d op, TapeValue x, TapeValue kernel, TapeValue y) {
    this.workers = workers;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.taps = new WindowTaps(op.window(), x, y);
    this.groups = op.groups();
    this.filters = op.filters();
    this.groupChannels = x.channels() / groups;
    this.groupFilters = filters / groups;
  }

  /**
   * Convolves.
   *
   * @param outputShape shape of one output image
   */
  static TapeValue apply(
      Tape tape,
      Workers workers,
      Op.Conv2d op,
      Shape outputShape,
      TapeValue x,
      TapeValue kernel,
      Optional<TapeValue> bias) {
    TapeValue y = TapeValue.zeros(outputShape.prepend(x.batch()));
    Conv2dOp conv = new Conv2dOp(workers, op, x, kernel, y);
    conv.forward();
    tape.record(
        () -> {
          conv.backwardToInput();
          conv.backwardToKernel();
        });
    return bias.map(b -> BiasOp.apply(tape, y, b)).orElse(y);
  }

  private void forward() {
    double[] in = x.data();
    double[] k = kernel.data();
    double[] out = y.data();
    workers.forEach(
        x.batch(),
        n ->
            taps.forEach(
                n,
                (xAt, tap, yAt) -> {
                  for (int c = 0; c < groupChannels; c++) {
                    for (int g = 0; g < groups; g++) {
                      double value = in[xAt + g * groupChannels + c];
                      int kRow = kernelRow(tap, c, g);
                      int yRow = yAt + g * groupFilters;
                      for (int f = 0; f < groupFilters; f++) {
                        out[yRow + f] += value * k[kRow + f];
                      }
                    }
                  }
                }));
  }

  private void backwardToInput() {
    double[] dx = x.gradient();
    double[] k = kernel.data();
    double[] dy = y.gradient();
    workers.forEach(
        x.batch(),
        n ->
            taps.forEach(
                n,
                (xAt, tap, yAt) -> {
                  for (int c = 0; c < groupChannels; c++) {
                    for (int g = 0; g < groups; g++) {
                      double sum = 0;
                      int kRow = kernelRow(tap, c, g);
                      int yRow = yAt + g * groupFilters;
                      for (int f = 0; f < groupFilters; f++) {
                        sum += dy[yRow + f] * k[kRow + f];
                      }
                      dx[xAt + g * groupChannels + c] += sum;
                    }
                  }
                }));
  }

  private void backwardToKernel() {
    double[] in = x.data();
    double[] dk = kernel.gradient();
    double[] dy = y.gradient();
    // Shared out by input channel, not by example: each task then has kernel rows of its own.
    workers.forEach(
        groupChannels,
        c -> {
          for (int n = 0; n < x.batch(); n++) {
            taps.forEach(
                n,
                (xAt, tap, yAt) -> {
                  for (int g = 0; g < groups; g++) {
                    double value = in[xAt + g * groupChannels + c];
                    int kRow = kernelRow(tap, c, g);
                    int yRow = yAt + g * groupFilters;
                    for (int f = 0; f < groupFilters; f++) {
                      dk[kRow + f] += value * dy[yRow + f];
                    }
                  }
                });
          }
        });
  }

  /** Returns the index of k(i, j, c, first filter of group g). */
  private int kernelRow(int tap, int c, int g) {
    return (tap * groupChannels + c) * filters + g * groupFilters;
  }
}
