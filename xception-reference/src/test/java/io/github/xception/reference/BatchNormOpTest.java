package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormOpTest {
  /** One channel: mean 3, biased variance 8, unbiased variance 32/3. */
  private static final double[] VALUES = {-1, 3, 3, 7};

  private static final Optional<TapeValue> GAMMA = Optional.of(TapeValue.of(Shape.of(1), 10));
  private static final Optional<TapeValue> BETA = Optional.of(TapeValue.of(Shape.of(1), 100));

  @Test
  void trainingNormalizesByTheBiasedVariance() {
    // ε = 1 makes the root 3.
    TapeValue y = train(new Op.BatchNorm(0.9, 1, true, true), GAMMA, BETA, moving(0), moving(1));

    assertThat(y.data())
        .containsExactly(new double[] {86.66667, 100, 100, 113.33333}, offset(1e-5));
  }

  @Test
  void scaleAndOffsetCanBeOff() {
    TapeValue y =
        train(
            new Op.BatchNorm(0.9, 1, false, false),
            Optional.empty(),
            Optional.empty(),
            moving(0),
            moving(1));

    assertThat(y.data()).containsExactly(new double[] {-4 / 3.0, 0, 0, 4 / 3.0}, offset(1e-15));
  }

  @Test
  void momentumIsTheShareOfTheOldValueAndTheMovingVarianceUnbiased() {
    float[] mean = moving(13);
    float[] variance = moving(10);

    train(new Op.BatchNorm(0.75, 1, true, true), GAMMA, BETA, mean, variance);

    assertThat(mean).containsExactly(0.75f * 13 + 0.25f * 3);
    assertThat(variance).containsExactly((float) (0.75 * 10 + 0.25 * 32 / 3));
  }

  @Test
  void ofASingleValueTheVarianceIsZero() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 1, 1), 7);
    float[] mean = moving(0);
    float[] variance = moving(1);

    TapeValue y =
        BatchNormOp.byBatch(
            Tape.OFF, new Op.BatchNorm(0.5, 1e-3, true, true), x, GAMMA, BETA, mean, variance);

    assertThat(y.data()).containsExactly(100);
    assertThat(mean).containsExactly(3.5f);
    assertThat(variance).containsExactly(0.5f);
  }

  @Test
  void inferenceNormalizesByTheMovingStatistics() {
    TapeValue x = TapeValue.of(Shape.of(4, 1, 1, 1), VALUES);
    float[] mean = moving(2);
    float[] variance = moving(8);

    TapeValue y =
        BatchNormOp.byMoving(
            Tape.OFF, new Op.BatchNorm(0.9, 1, true, true), x, GAMMA, BETA, mean, variance);

    assertThat(y.data())
        .containsExactly(new double[] {90, 103.33333, 103.33333, 116.66667}, offset(1e-5));
    assertThat(mean).containsExactly(2);
    assertThat(variance).containsExactly(8);
  }

  @Test
  void statisticsThatAreNotMovedStay() {
    float[] mean = moving(13);
    float[] variance = moving(10);
    Op.BatchNorm usual = new Op.BatchNorm(0.75, 1, true, true);

    TapeValue y = train(usual.with(Statistics.ALWAYS_BATCH), GAMMA, BETA, mean, variance);

    assertThat(y.data()).isEqualTo(train(usual, GAMMA, BETA, moving(13), moving(10)).data());
    assertThat(mean).containsExactly(13);
    assertThat(variance).containsExactly(10);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, true", "true, false", "false, false"})
  void gradientsByMovingStatisticsAreDifferenceQuotients(boolean scale, boolean offset) {
    Op.BatchNorm op = new Op.BatchNorm(0.9, 0.1, scale, offset, Statistics.ALWAYS_MOVING);
    TapeValue x = GradientCheck.random("x", 2, 3, 2, 3);
    Optional<TapeValue> gamma =
        scale ? Optional.of(GradientCheck.random("gamma", 3)) : Optional.empty();
    Optional<TapeValue> beta =
        offset ? Optional.of(GradientCheck.random("beta", 3)) : Optional.empty();
    List<TapeValue> leaves = new ArrayList<>(List.of(x));
    gamma.ifPresent(leaves::add);
    beta.ifPresent(leaves::add);
    float[] mean = {0.5f, -1, 2};
    float[] variance = {0.25f, 1, 4};

    GradientCheck.check(
        tape -> BatchNormOp.byMoving(tape, op, x, gamma, beta, mean, variance), leaves);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 4, 3, true, true",
    "2, 1, 1, true, true",
    "1, 2, 1, true, true",
    "1, 1, 1, true, true",
    "2, 3, 3, false, true",
    "2, 3, 3, true, false",
    "2, 3, 3, false, false"
  })
  void gradientsAreDifferenceQuotients(
      int n, int height, int width, boolean scale, boolean offset) {
    // With an ε of this size a variance of nearly zero has no steep slope.
    Op.BatchNorm op = new Op.BatchNorm(0.9, 0.1, scale, offset);
    TapeValue x = GradientCheck.random("x", n, height, width, 3);
    Optional<TapeValue> gamma =
        scale ? Optional.of(GradientCheck.random("gamma", 3)) : Optional.empty();
    Optional<TapeValue> beta =
        offset ? Optional.of(GradientCheck.random("beta", 3)) : Optional.empty();
    List<TapeValue> leaves = new ArrayList<>(List.of(x));
    gamma.ifPresent(leaves::add);
    beta.ifPresent(leaves::add);

    GradientCheck.check(
        tape -> BatchNormOp.byBatch(tape, op, x, gamma, beta, new float[3], new float[3]), leaves);
  }

  @Test
  void gradientsOnVectorsAreDifferenceQuotients() {
    Op.BatchNorm op = new Op.BatchNorm(0.9, 1e-3, false, false);
    TapeValue x = GradientCheck.random("x", 5, 2);

    GradientCheck.check(
        tape ->
            BatchNormOp.byBatch(
                tape, op, x, Optional.empty(), Optional.empty(), new float[2], new float[2]),
        List.of(x));
  }

  private static TapeValue train(
      Op.BatchNorm op,
      Optional<TapeValue> gamma,
      Optional<TapeValue> beta,
      float[] movingMean,
      float[] movingVariance) {
    TapeValue x = TapeValue.of(Shape.of(2, 1, 2, 1), VALUES);
    return BatchNormOp.byBatch(Tape.OFF, op, x, gamma, beta, movingMean, movingVariance);
  }

  private static float[] moving(float value) {
    return new float[] {value};
  }
}
