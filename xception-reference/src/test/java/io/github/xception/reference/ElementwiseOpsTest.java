package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementwiseOpsTest {
  @Test
  void reluHasNoGradientAtZero() {
    TapeValue x = TapeValue.of(Shape.of(1, 3), -2, 0, 3);
    Tape tape = new Tape();

    TapeValue y = ReluOp.apply(tape, x);
    y.gradient()[0] = 5;
    y.gradient()[1] = 5;
    y.gradient()[2] = 5;
    tape.backward();

    assertThat(y.data()).containsExactly(0, 0, 3);
    assertThat(x.gradient()).containsExactly(0, 0, 5);
  }

  @Test
  void gradientOfReluIsADifferenceQuotient() {
    TapeValue x = GradientCheck.random("x", 2, 3, 3, 2);
    GradientCheck.check(tape -> ReluOp.apply(tape, x), List.of(x));
  }

  @Test
  void addsTwoValues() {
    TapeValue a = TapeValue.of(Shape.of(1, 2), 1, 2);
    TapeValue b = TapeValue.of(Shape.of(1, 2), 10, 20);

    assertThat(AddOp.apply(Tape.OFF, a, b).data()).containsExactly(11, 22);
    GradientCheck.check(tape -> AddOp.apply(tape, a, b), List.of(a, b));
  }

  @Test
  void gradientOfAValueThatIsReadTwiceIsASum() {
    TapeValue x = TapeValue.of(Shape.of(1, 1), 3);
    Tape tape = new Tape();

    TapeValue y = AddOp.apply(tape, x, x);
    y.gradient()[0] = 1;
    tape.backward();

    assertThat(y.data()).containsExactly(6);
    assertThat(x.gradient()).containsExactly(2);
  }

  @Test
  void flattensHeightWidthChannels() {
    TapeValue x = TapeValue.of(Shape.of(2, 1, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);

    TapeValue y = FlattenOp.apply(Tape.OFF, x);

    assertThat(y.shape()).isEqualTo(Shape.of(2, 4));
    assertThat(y.data()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    GradientCheck.check(tape -> FlattenOp.apply(tape, x), List.of(x));
  }

  @Test
  void dropoutMultipliesByTheMask() {
    TapeValue x = TapeValue.of(Shape.of(1, 4), 1, 2, 3, 4);
    Tensor mask = Tensor.of(Shape.of(1, 4), 2, 0, 2, 0);

    assertThat(DropoutOp.training(Tape.OFF, x, mask).data()).containsExactly(2, 0, 6, 0);
    GradientCheck.check(tape -> DropoutOp.training(tape, x, mask), List.of(x));
  }
}
