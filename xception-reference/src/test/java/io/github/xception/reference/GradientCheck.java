package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * Compares the gradients of an operation with central differences of L = Σ u·y, with u drawn: dL/dx
 * ≈ (L(x + h) − L(x − h)) / 2h. In double precision the two agree to about eight digits.
 */
final class GradientCheck {
  private static final double H = 1e-5;
  private static final double TOLERANCE = 1e-7;

  private GradientCheck() {}

  /**
   * Checks every element of every leaf.
   *
   * @param operation makes y from the leaves
   */
  static void check(Function<Tape, TapeValue> operation, List<TapeValue> leaves) {
    Tape tape = new Tape();
    TapeValue y = operation.apply(tape);
    double[] u = random(y.shape(), "u").data();
    System.arraycopy(u, 0, y.gradient(), 0, u.length);
    tape.backward();

    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      double[] x = leaves.get(leaf).data();
      for (int i = 0; i < x.length; i++) {
        double at = x[i];
        x[i] = at + H;
        double above = weightedSum(operation, u);
        x[i] = at - H;
        double below = weightedSum(operation, u);
        x[i] = at;
        double expected = (above - below) / (2 * H);
        assertThat(leaves.get(leaf).gradient()[i])
            .as("gradient of leaf %d at element %d", leaf, i)
            .isCloseTo(expected, offset(tolerance(expected)));
      }
    }
  }

  private static double tolerance(double expected) {
    return TOLERANCE * Math.max(1, Math.abs(expected));
  }

  private static double weightedSum(Function<Tape, TapeValue> operation, double[] u) {
    double[] y = operation.apply(Tape.OFF).data();
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += u[i] * y[i];
    }
    return sum;
  }

  /** Returns normally distributed values; no two of them are close enough to be a tie. */
  static TapeValue random(Shape shape, String name) {
    RandomStream random = RandomStream.of(7, name);
    TapeValue value = TapeValue.zeros(shape);
    for (int i = 0; i < value.data().length; i++) {
      value.data()[i] = random.nextGaussian();
    }
    return value;
  }

  /** Returns normally distributed values. */
  static TapeValue random(String name, int... dims) {
    return random(Shape.of(dims), name);
  }
}
