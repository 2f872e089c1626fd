package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void keepsValuesInRowMajorOrder() {
    Tensor tensor = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.floats().get(4)).isEqualTo(5);
    assertThat(tensor.bytes().getFloat(4 * Float.BYTES)).isEqualTo(5);
    assertThat(tensor.bytes().isDirect()).isTrue();
  }

  @Test
  void startsAtZero() {
    assertThat(Tensor.create(Shape.of(3), values -> values.put(1, 2f)).toArray())
        .containsExactly(0, 2, 0);
  }

  @Test
  void aScalarHasOneElement() {
    assertThat(Tensor.of(Shape.of(), 4).toArray()).containsExactly(4);
  }

  @Test
  void viewsCannotWrite() {
    Tensor tensor = Tensor.of(Shape.of(1), 1);
    assertThatThrownBy(() -> tensor.floats().put(0, 2f))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> tensor.bytes().putFloat(0, 2f))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void viewsDoNotDisturbEachOther() {
    Tensor tensor = Tensor.of(Shape.of(2), 1, 2);
    tensor.floats().get();
    assertThat(tensor.floats().remaining()).isEqualTo(2);
    assertThat(tensor.toArray()).containsExactly(1, 2);
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x2 has 4 elements, got 3");
  }

  @Test
  void wrapsFromPositionToLimitWithoutACopy() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    Tensor tensor = Tensor.wrap(Shape.of(2), bytes.position(4).limit(12));
    bytes.putFloat(4, 7f);
    assertThat(tensor.toArray()).containsExactly(7, 0);
  }

  @Test
  void refusesToWrapWhatAnEngineCannotRead() {
    assertThatThrownBy(() -> Tensor.wrap(Shape.of(1), ByteBuffer.allocate(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("direct");
    ByteOrder foreign =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN;
    assertThatThrownBy(() -> Tensor.wrap(Shape.of(1), ByteBuffer.allocateDirect(4).order(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("native byte order");
    assertThatThrownBy(
            () ->
                Tensor.wrap(
                    Shape.of(3), ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes 12 bytes, got 8");
  }
}
