package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSmoothingTest {
  private static final Tensor IMAGES = Tensor.create(Shape.of(2, 1, 1, 1), values -> {});

  private final LabelSmoothing smoothing = new LabelSmoothing(0.2);

  @Test
  void sharesOutEpsilon() {
    Batch smoothed = smoothing.apply(batch(0, 1, 0, 0, 0, 0, 0, 1));
    assertThat(smoothed.labels().shape()).isEqualTo(Shape.of(2, 4));
    assertThat(smoothed.labels().toArray())
        .containsExactly(0.05f, 0.85f, 0.05f, 0.05f, 0.05f, 0.05f, 0.05f, 0.85f);
  }

  @Test
  void leavesTheRestAlone() {
    Batch batch = batch(1, 0, 0, 1);
    Batch smoothed = smoothing.apply(batch);
    assertThat(smoothed.images()).isSameAs(batch.images());
    assertThat(smoothed.names()).isEqualTo(batch.names());
    assertThat(smoothed.key()).isEqualTo(3);
    assertThat(batch.labels().toArray()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void followsBatchesOfOtherSizes() {
    smoothing.apply(batch(0, 1, 0, 0, 0, 0, 0, 1));
    assertThat(smoothing.apply(batch(1, 0, 0, 1)).labels().toArray())
        .containsExactly(0.9f, 0.1f, 0.1f, 0.9f);
  }

  @Test
  void doesNothingAtZero() {
    Batch batch = batch(1, 0, 0, 1);
    assertThat(new LabelSmoothing(0).apply(batch)).isSameAs(batch);
  }

  private static Batch batch(float... labels) {
    Tensor tensor = Tensor.of(Shape.of(2, labels.length / 2), labels);
    return new Batch(IMAGES, tensor, List.of("a", "b"), 3);
  }
}
