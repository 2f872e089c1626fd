package io.github.xception.api.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A host tensor: a shape and 32-bit floats in row-major order, in a direct buffer of native byte
 * order, so an engine can read it without a copy on the Java heap.
 *
 * <p>A tensor never changes after it has been made. The exception is a {@code Batch}, whose buffers
 * its stream reuses.
 */
public final class Tensor {
  private final Shape shape;
  private final ByteBuffer bytes;

  private Tensor(Shape shape, ByteBuffer bytes) {
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * Returns a new tensor whose elements {@code fill} writes; what it leaves out is zero.
   *
   * @param shape the tensor's shape
   * @param fill gets a buffer of exactly {@code shape.elements()} floats at position 0, and must
   *     not keep it
   */
  public static Tensor create(Shape shape, Consumer<FloatBuffer> fill) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(shape.elements() * Float.BYTES).order(ByteOrder.nativeOrder());
    fill.accept(bytes.asFloatBuffer());
    return new Tensor(shape, bytes);
  }

  /**
   * Returns a tensor with the given elements.
   *
   * @throws IllegalArgumentException if there are not exactly {@code shape.elements()} values
   */
  public static Tensor of(Shape shape, float... values) {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "shape " + shape + " has " + shape.elements() + " elements, got " + values.length);
    }
    return create(shape, buffer -> buffer.put(values));
  }

  /**
   * Returns a tensor over {@code bytes} from its position to its limit, without a copy.
   *
   * @throws IllegalArgumentException if the buffer is not direct, not of native order, or not of
   *     the shape's size
   */
  public static Tensor wrap(Shape shape, ByteBuffer bytes) {
    if (!bytes.isDirect() || bytes.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "a tensor needs a direct buffer of native byte order, got " + bytes);
    }
    if (bytes.remaining() != (long) shape.elements() * Float.BYTES) {
      throw new IllegalArgumentException(
          "shape "
              + shape
              + " takes "
              + (long) shape.elements() * Float.BYTES
              + " bytes, got "
              + bytes.remaining());
    }
    return new Tensor(shape, bytes.slice().order(ByteOrder.nativeOrder()));
  }

  /** Returns the shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns a read-only view of the elements, position 0, limit {@code shape().elements()}. */
  public FloatBuffer floats() {
    return bytes().asFloatBuffer();
  }

  /** Returns a read-only direct view of the elements' bytes, in native order, at position 0. */
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Returns the entries [begin, end) of the first axis, over the same memory.
   *
   * @throws IndexOutOfBoundsException if there are no such entries
   */
  public Tensor rows(int begin, int end) {
    Objects.checkFromToIndex(begin, end, shape.dim(0));
    int[] dims = IntStream.range(0, shape.rank()).map(shape::dim).toArray();
    int row = bytes.capacity() / dims[0];
    dims[0] = end - begin;
    return new Tensor(
        Shape.of(dims),
        bytes.slice(begin * row, (end - begin) * row).order(ByteOrder.nativeOrder()));
  }

  /** Returns the elements in a new array. */
  public float[] toArray() {
    float[] array = new float[shape.elements()];
    floats().get(array);
    return array;
  }

  @Override
  public String toString() {
    return "Tensor[" + shape + "]";
  }
}
