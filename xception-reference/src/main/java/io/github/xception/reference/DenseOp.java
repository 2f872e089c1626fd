package io.github.xception.reference;

import io.github.xception.api.tensor.Shape;
import java.util.Optional;

/**
 * A fully connected layer on vectors:
 *
 * <pre>
 * y(n, o)  = b(o) + Σ_i x(n, i)·k(i, o)
 * dx(n, i) = Σ_o dy(n, o)·k(i, o)
 * dk(i, o) = Σ_n x(n, i)·dy(n, o)
 * db(o)    = Σ_n dy(n, o)
 * </pre>
 */
final class DenseOp {
  private DenseOp() {}

  static TapeValue apply(
      Tape tape, int units, TapeValue x, TapeValue kernel, Optional<TapeValue> bias) {
    int batch = x.batch();
    int length = x.elementsPerExample();
    double[] in = x.data();
    double[] k = kernel.data();
    TapeValue y = TapeValue.zeros(Shape.of(batch, units));
    double[] out = y.data();
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < length; i++) {
        double value = in[n * length + i];
        for (int o = 0; o < units; o++) {
          out[n * units + o] += value * k[i * units + o];
        }
      }
    }
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dk = kernel.gradient();
          double[] dy = y.gradient();
          for (int n = 0; n < batch; n++) {
            for (int i = 0; i < length; i++) {
              double value = in[n * length + i];
              double sum = 0;
              for (int o = 0; o < units; o++) {
                sum += dy[n * units + o] * k[i * units + o];
                dk[i * units + o] += value * dy[n * units + o];
              }
              dx[n * length + i] += sum;
            }
          }
        });
    return bias.map(b -> BiasOp.apply(tape, y, b)).orElse(y);
  }
}
