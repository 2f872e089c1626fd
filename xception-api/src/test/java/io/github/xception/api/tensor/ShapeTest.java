package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void counts() {
    Shape shape = Shape.of(149, 149, 3);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.dim(2)).isEqualTo(3);
    assertThat(shape.elements()).isEqualTo(66_603);
    assertThat(shape.prepend(2)).isEqualTo(Shape.of(2, 149, 149, 3));
    assertThat(shape).hasToString("149x149x3");
    assertThat(Shape.of()).hasToString("scalar");
    assertThat(Shape.of().elements()).isEqualTo(1);
  }

  @Test
  void refusesExtentsThatAreNotPositive() {
    assertThatThrownBy(() -> Shape.of(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0 in [3, 0]");
    assertThatThrownBy(() -> Shape.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatNoBufferHolds() {
    assertThat(Shape.of((int) Shape.MAX_ELEMENTS).elements()).isEqualTo(Shape.MAX_ELEMENTS);
    assertThatThrownBy(() -> Shape.of((int) Shape.MAX_ELEMENTS + 1))
        .isInstanceOf(IllegalArgumentException.class);
    // The product of these is 2⁶⁴, which a long holds as 0.
    assertThatThrownBy(() -> new Shape(Collections.nCopies(4, 65_536)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void aShapeThatExistsCanBeAllocated(@ForAll List<Integer> dims) {
    try {
      Shape shape = new Shape(dims);
      assertThat(shape.elements()).isPositive();
      assertThat((long) shape.elements() * Float.BYTES).isLessThanOrEqualTo(Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(dims.toString());
    }
  }
}
