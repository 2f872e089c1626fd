package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenseOpTest {
  @Test
  void multipliesByTheKernelAndAddsTheBias() {
    TapeValue x = TapeValue.of(Shape.of(1, 2), 2, 3);
    TapeValue kernel =
        TapeValue.of(
            Shape.of(2, 3), //
            1,
            10,
            100, //
            4,
            40,
            400);
    TapeValue bias = TapeValue.of(Shape.of(3), 0.5, 0, -1);

    TapeValue y = DenseOp.apply(Tape.OFF, 3, x, kernel, Optional.of(bias));

    assertThat(y.data()).containsExactly(14.5, 140, 1399);
  }

  @Test
  void gradientsAreDifferenceQuotients() {
    TapeValue x = GradientCheck.random("x", 3, 4);
    TapeValue kernel = GradientCheck.random("kernel", 4, 2);
    TapeValue bias = GradientCheck.random("bias", 2);

    GradientCheck.check(
        tape -> DenseOp.apply(tape, 2, x, kernel, Optional.of(bias)), List.of(x, kernel, bias));
  }

  @Test
  void gradientsWithoutBiasAreDifferenceQuotients() {
    TapeValue x = GradientCheck.random("x", 3, 4);
    TapeValue kernel = GradientCheck.random("kernel", 4, 2);

    GradientCheck.check(
        tape -> DenseOp.apply(tape, 2, x, kernel, Optional.empty()), List.of(x, kernel));
  }
}
