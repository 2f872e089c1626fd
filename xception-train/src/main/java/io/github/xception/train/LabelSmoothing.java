package io.github.xception.train;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Makes labels less sure: a label becomes (1 − ε)·label + ε/classes (Szegedy et al., 2016). The
 * labels of a smoothed batch are valid until the next one is smoothed: their memory is used again.
 */
public final class LabelSmoothing {
  private final double epsilon;
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  /**
   * Makes a smoothing.
   *
   * @param epsilon ε in [0, 1); 0 leaves labels as they are
   */
  public LabelSmoothing(double epsilon) {
    this.epsilon = epsilon;
  }

  /** Returns the batch with smoothed labels. */
  public Batch apply(Batch batch) {
    if (epsilon == 0) {
      return batch;
    }
    Shape shape = batch.labels().shape();
    int bytes = shape.elements() * Float.BYTES;
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes);
    }
    ByteBuffer smoothed = memory.duplicate().order(ByteOrder.nativeOrder()).limit(bytes);
    double base = epsilon / shape.dim(1);
    FloatBuffer from = batch.labels().floats();
    FloatBuffer to = smoothed.asFloatBuffer();
    while (from.hasRemaining()) {
      to.put((float) ((1 - epsilon) * from.get() + base));
    }
    return new Batch(batch.images(), Tensor.wrap(shape, smoothed), batch.names(), batch.key());
  }
}
