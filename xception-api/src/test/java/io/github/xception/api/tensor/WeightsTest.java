package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final Tensor ONE = Tensor.of(Shape.of(1), 1);

  @Test
  void keepsOrder() {
    Map<String, Tensor> map = new LinkedHashMap<>();
    map.put("z", ONE);
    map.put("a", ONE);
    map.put("m", ONE);
    assertThat(Weights.of(map).paths()).containsExactly("z", "a", "m");
  }

  @Test
  void isACopy() {
    Map<String, Tensor> map = new LinkedHashMap<>(Map.of("a", ONE));
    Weights weights = Weights.of(map);
    map.put("b", ONE);
    assertThat(weights.contains("b")).isFalse();
    assertThatThrownBy(() -> weights.asMap().put("b", ONE))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesAMissingPath() {
    assertThatThrownBy(() -> Weights.of(Map.of("a", ONE)).get("dense/kernel"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("'dense/kernel' among 1 tensors");
  }

  @Test
  void aTensorHasToHaveTheExpectedShape() {
    Weights weights = Weights.of(Map.of("a", ONE));
    assertThat(weights.get("a", Shape.of(1))).isSameAs(ONE);
    assertThatThrownBy(() -> weights.get("a", Shape.of(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a: expected a tensor of shape 1x1, got 1");
    assertThatThrownBy(() -> weights.get("b", Shape.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b: expected a tensor of shape 2 at this path")
        .hasMessageContaining("among the 1 tensors");
  }
}
