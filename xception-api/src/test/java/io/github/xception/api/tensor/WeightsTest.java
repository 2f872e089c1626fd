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
}
