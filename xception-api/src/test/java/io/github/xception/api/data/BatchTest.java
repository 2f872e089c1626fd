package io.github.xception.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
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

  private static Tensor zeros(int... dims) {
    return Tensor.create(Shape.of(dims), values -> {});
  }
}
