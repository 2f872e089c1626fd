package io.github.xception.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastBitsTest {

  @Test
  void everyValueButZeroMovesByTheSmallestAmount() {
    Weights weights = Weights.of(Map.of("w", Tensor.of(Shape.of(3), 1, 0, -3)));

    assertThat(LastBits.flipped(weights).get("w").toArray())
        .containsExactly(Math.nextUp(1f), 0, Math.nextDown(-3f));
  }
}
