package io.github.xception.tfjava;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataStorageVisitor;

/**
 * Memory of the engine as one of Java's buffers, which copy to each other at once. The engine's own
 * buffers copy to and from Java's element by element.
 */
final class NativeMemory extends BytePointer {
  private NativeMemory(long address, long bytes) {
    super((Pointer) null);
    this.address = address;
    this.limit = bytes;
    this.capacity = bytes;
  }

  /**
   * Returns the elements of a tensor of 32-bit floats, without a copy: they are gone when it is
   * closed.
   */
  static FloatBuffer of(Tensor tensor) {
    ByteBuffer bytes = tensor.asRawTensor().data().accept(new View());
    return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static final class View implements DataStorageVisitor<ByteBuffer> {
    @Override
    public ByteBuffer visit(ByteBuffer buffer) {
      return buffer.duplicate();
    }

    @Override
    public ByteBuffer visit(long address, long length, long scale) {
      return new NativeMemory(address, length).asByteBuffer();
    }

    @Override
    public ByteBuffer fallback() {
      throw new IllegalStateException("the engine does not show the memory of its tensors");
    }
  }
}
