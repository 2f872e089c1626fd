package io.github.xception.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.train.report.ConfusionMatrix.Confusion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  /** Four of class a (two right, two taken for b), one of b (right), none of c. */
  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(
          Surveys.of(
              List.of("a", "b", "c"),
              "image",
              new int[] {0, 0},
              new int[] {0, 1},
              new int[] {0, 0},
              new int[] {0, 1},
              new int[] {1, 1}));

  @Test
  void countsImagesByClassAndPrediction() {
    assertThat(MATRIX.count(0, 0)).isEqualTo(2);
    assertThat(MATRIX.count(0, 1)).isEqualTo(2);
    assertThat(MATRIX.count(1, 0)).isZero();
    assertThat(MATRIX.images(0)).isEqualTo(4);
    assertThat(MATRIX.predictions(1)).isEqualTo(3);
    assertThat(MATRIX.confusions()).containsExactly(new Confusion(0, 1, 2));
  }

  @Test
  void precisionAndRecallDivideByPredictionsAndImages() {
    assertThat(MATRIX.precision(0)).hasValue(1);
    assertThat(MATRIX.recall(0)).hasValue(0.5);
    assertThat(MATRIX.f1(0)).hasValue(2 * 1 * 0.5 / (1 + 0.5));
    assertThat(MATRIX.precision(1)).hasValue(1 / 3.0);
    assertThat(MATRIX.recall(1)).hasValue(1);
    assertThat(MATRIX.f1(1)).hasValue(0.5);
  }

  @Test
  void aClassWithoutImagesHasNeither() {
    assertThat(MATRIX.precision(2)).isEmpty();
    assertThat(MATRIX.recall(2)).isEmpty();
    assertThat(MATRIX.f1(2)).isEmpty();
  }
}
