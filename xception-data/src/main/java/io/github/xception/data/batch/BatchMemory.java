package io.github.xception.data.batch;

import io.github.xception.api.data.Batch;
import io.github.xception.api.spec.AugmentationSpec.Mix;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** The direct memory of one batch, used for one batch after the other. */
final class BatchMemory {
  private final ByteBuffer images;
  private final ByteBuffer labels;
  private final Shape imageShape;
  private final int classes;

  /** Allocates memory for up to {@code size} images of a shape. */
  BatchMemory(int size, Shape imageShape, int classes) {
    this.images = allocate(imageShape.prepend(size));
    this.labels = allocate(Shape.of(size, classes));
    this.imageShape = imageShape;
    this.classes = classes;
  }

  private static ByteBuffer allocate(Shape shape) {
    return ByteBuffer.allocateDirect(shape.elements() * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  /** Writes the image and the one-hot label of example {@code i}. */
  void put(int i, float[] values, int label) {
    images.asFloatBuffer().put(i * imageShape.elements(), values);
    FloatBuffer oneHot = labels.asFloatBuffer();
    for (int j = 0; j < classes; j++) {
      oneHot.put(i * classes + j, j == label ? 1f : 0f);
    }
  }

  /** Mixes the first {@code examples} examples with each other. */
  void mix(Mix mix, int examples, RandomStream random) {
    new Mixer(mix, imageShape.dim(0), imageShape.dim(1), imageShape.dim(2), classes)
        .mix(images.asFloatBuffer(), labels.asFloatBuffer(), examples, random);
  }

  /** Returns a batch over this memory, of as many examples as there are names. */
  Batch batch(List<String> names, long key) {
    return new Batch(
        wrap(imageShape.prepend(names.size()), images),
        wrap(Shape.of(names.size(), classes), labels),
        names,
        key);
  }

  private static Tensor wrap(Shape shape, ByteBuffer memory) {
    ByteBuffer used =
        memory.duplicate().limit(shape.elements() * Float.BYTES).order(ByteOrder.nativeOrder());
    return Tensor.wrap(shape, used);
  }
}
