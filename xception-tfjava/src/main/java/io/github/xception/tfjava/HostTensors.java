package io.github.xception.tfjava;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.stream.LongStream;
import org.tensorflow.types.TFloat32;

/** The border between host tensors and the engine's: one copy each way. */
final class HostTensors {
  private HostTensors() {}

  /** Returns the extents of a shape. */
  static int[] extents(Shape shape) {
    return shape.dims().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the extents of a batch of any size. */
  static long[] anyBatchOf(Shape shape) {
    return LongStream.concat(
            LongStream.of(org.tensorflow.ndarray.Shape.UNKNOWN_SIZE),
            shape.dims().stream().mapToLong(Integer::longValue))
        .toArray();
  }

  /** Returns a shape in the engine's words. */
  static org.tensorflow.ndarray.Shape shape(Shape shape) {
    return org.tensorflow.ndarray.Shape.of(
        shape.dims().stream().mapToLong(Integer::longValue).toArray());
  }

  /** Copies a tensor into the engine; to be closed. */
  static TFloat32 toEngine(Tensor tensor) {
    return TFloat32.tensorOf(
        shape(tensor.shape()), copy -> NativeMemory.of(copy).put(tensor.floats()));
  }

  /** Copies a tensor of the engine, of 32-bit floats, to the host. */
  static Tensor toHost(org.tensorflow.Tensor tensor, Shape shape) {
    return Tensor.create(shape, buffer -> buffer.put(NativeMemory.of(tensor)));
  }

  /** Reads a tensor of one number. */
  static float scalar(org.tensorflow.Tensor tensor) {
    return NativeMemory.of(tensor).get(0);
  }
}
