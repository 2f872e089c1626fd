package io.github.xception.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Tensor IMAGES = zeros(2, 4, 4, 3);

  @Test
  void counts() {
    assertThat(new Batch(IMAGES, zeros(2, 5), List.of("a.jpg", "b.jpg"), 1).size()).isEqualTo(2);
  }

  @Test
  void refusesPartsThatDisagree() {
    assertThatThrownBy(() -> new Batch(IMAGES, zeros(3, 5), List.of("a", "b"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 images, 3 rows of labels and 2 names");
    assertThatThrownBy(() -> new Batch(IMAGES, zeros(2, 5), List.of("a"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 names");
  }

  @Test
  void refusesOtherRanks() {
    assertThatThrownBy(() -> new Batch(zeros(4, 4, 3), zeros(4, 5), List.of("a"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 4x4x3 and 4x5");
    assertThatThrownBy(() -> new Batch(IMAGES, zeros(2), List.of("a", "b"), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsWhereTheLargestLogitIsAtTheLargestLabel() {
    Tensor labels = Tensor.of(Shape.of(3, 2), 0.9f, 0.1f, 0, 1, 1, 0);
    Batch batch = new Batch(zeros(3, 4, 4, 3), labels, List.of("a", "b", "c"), 1);
    // Right, wrong, and right since the first of equals counts.
    FloatBuffer logits = FloatBuffer.wrap(new float[] {-1, -2, 3, 2, 5, 5});
    assertThat(batch.countCorrect(logits)).isEqualTo(2);
  }

  private static Tensor zeros(int... dims) {
    return Tensor.create(Shape.of(dims), values -> {});
  }
}
