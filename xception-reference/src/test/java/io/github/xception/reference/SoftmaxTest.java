package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  private static final double LOG_3 = Math.log(3);

  @Test
  void softmaxSharesOutByExponentials() {
    TapeValue x = TapeValue.of(Shape.of(2, 2), 0, LOG_3, 5, 5);

    TapeValue y = SoftmaxOp.apply(Tape.OFF, x);

    assertThat(y.data()).containsExactly(new double[] {0.25, 0.75, 0.5, 0.5}, offset(1e-15));
  }

  @Test
  void softmaxOfHugeLogitsIsFinite() {
    TapeValue x = TapeValue.of(Shape.of(1, 3), 1e6, 0, -1e6);

    assertThat(SoftmaxOp.apply(Tape.OFF, x).data()).containsExactly(1, 0, 0);
  }

  @Test
  void gradientOfSoftmaxIsADifferenceQuotient() {
    TapeValue x = GradientCheck.random("x", 3, 4);
    GradientCheck.check(tape -> SoftmaxOp.apply(tape, x), List.of(x));
  }

  @Test
  void crossEntropyIsTheMeanOverTheBatch() {
    TapeValue logits = TapeValue.of(Shape.of(2, 2), 0, LOG_3, LOG_3, 0);
    double[] labels = {0, 1, 0, 1};

    SoftmaxCrossEntropy result = SoftmaxCrossEntropy.apply(Tape.OFF, logits, labels);

    // −log 0.75 of the first, −log 0.25 of the second.
    assertThat(result.loss()).isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, offset(1e-15));
    assertThat(result.correct()).isEqualTo(1);
  }

  @Test
  void gradientOfCrossEntropyIsProbabilityMinusLabel() {
    TapeValue logits = TapeValue.of(Shape.of(2, 2), 0, LOG_3, LOG_3, 0);
    Tape tape = new Tape();

    SoftmaxCrossEntropy result = SoftmaxCrossEntropy.apply(tape, logits, new double[] {0, 1, 0, 1});
    tape.backward();

    assertThat(result.correct()).isEqualTo(1);
    assertThat(logits.gradient())
        .containsExactly(new double[] {0.125, -0.125, 0.375, -0.375}, offset(1e-15));
  }

  @Test
  void ofEqualLogitsTheFirstIsTheAnswer() {
    TapeValue logits = TapeValue.of(Shape.of(2, 3), 4, 4, 4, 1, 2, 2);
    double[] labels = {1, 0, 0, 0, 0, 1};

    assertThat(SoftmaxCrossEntropy.apply(Tape.OFF, logits, labels).correct()).isEqualTo(1);
  }

  @Test
  void gradientOfCrossEntropyIsADifferenceQuotientForAnyLabels() {
    TapeValue logits = GradientCheck.random("logits", 3, 4);
    double[] labels = GradientCheck.random("labels", 3, 4).data();

    GradientCheck.check(
        tape -> {
          double[] loss = {0};
          TapeValue total = TapeValue.of(Shape.of(1, 1), loss);
          // The loss ends the tape, so its own gradient is 1: the weight of the sum divides out.
          tape.record(() -> scale(logits.gradient(), total.gradient()[0]));
          loss[0] = SoftmaxCrossEntropy.apply(tape, logits, labels).loss();
          return total;
        },
        List.of(logits));
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
