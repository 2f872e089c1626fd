package io.github.xception.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class WideLabelsTest {
  private static final Batch BATCH =
      new Batch(
          Tensor.of(Shape.of(2, 1, 1, 1), 5, 6),
          Tensor.of(Shape.of(2, 2), 0, 1, 1, 0),
          List.of("a", "b"),
          7);

  @Test
  void missingClassesHaveNoShare() {
    Batch wide = WideLabels.widen(BATCH, 3);

    assertThat(wide.labels().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(wide.labels().toArray()).containsExactly(0, 1, 0, 1, 0, 0);
    assertThat(wide.images()).isSameAs(BATCH.images());
    assertThat(wide.key()).isEqualTo(7);
  }

  @Test
  void asManyClassesStayAsTheyAre() {
    assertThat(WideLabels.widen(BATCH, 2)).isSameAs(BATCH);
  }

  @Test
  void moreClassesThanTheNetworkHasAreRefused() {
    assertThatThrownBy(() -> WideLabels.widen(BATCH, 1)).hasMessageContaining("got 2");
  }
}
