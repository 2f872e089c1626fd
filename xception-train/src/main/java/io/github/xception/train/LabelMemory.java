package io.github.xception.train;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Memory for the changed labels of one batch after the other. Not thread-safe. */
final class LabelMemory {
  /** What becomes of a label. */
  @FunctionalInterface
  interface Change {
    /**
     * Returns the new value.
     *
     * @param label the share of a class in an example
     * @param index the index of the class
     */
    double of(float label, int index);
  }

  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  /** Returns the batch with changed labels, which are valid until the next call. */
  Batch change(Batch batch, Change change) {
    Shape shape = batch.labels().shape();
    int bytes = shape.elements() * Float.BYTES;
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes);
    }
    ByteBuffer changed = memory.duplicate().order(ByteOrder.nativeOrder()).limit(bytes);
    int classes = shape.dim(1);
    FloatBuffer from = batch.labels().floats();
    FloatBuffer to = changed.asFloatBuffer();
    for (int i = 0; from.hasRemaining(); i++) {
      to.put((float) change.of(from.get(), i % classes));
    }
    return new Batch(batch.images(), Tensor.wrap(shape, changed), batch.names(), batch.key());
  }
}
