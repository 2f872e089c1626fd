package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.data.Batch;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchImagesTest {
  private static final int OPAQUE = 0xff000000;

  private static Batch batch(Shape images, float... values) {
    int n = images.dim(0);
    return new Batch(
        Tensor.of(images, values),
        Tensor.create(Shape.of(n, 2), labels -> {}),
        Collections.nCopies(n, "x"),
        0);
  }

  @Test
  void undoesTheScaling() {
    Batch batch = batch(Shape.of(1, 1, 2, 3), -1, 0.00392157f, 1, 2, -2, 0);
    BufferedImage image = BatchImages.first(batch, Scaling.SYMMETRIC, 4).get(0);
    assertThat(image.getWidth()).isEqualTo(2);
    assertThat(image.getHeight()).isEqualTo(1);
    assertThat(image.getRGB(0, 0)).isEqualTo(OPAQUE | 0x0080ff);
    assertThat(image.getRGB(1, 0)).isEqualTo(OPAQUE | 0xff0080);
  }

  @Test
  void drawsTheFirstOfABatch() {
    Batch batch = batch(Shape.of(3, 1, 1, 1), 10, 20, 30);
    List<BufferedImage> images = BatchImages.first(batch, Scaling.NONE, 2);
    assertThat(images).hasSize(2);
    assertThat(images.get(1).getRGB(0, 0)).isEqualTo(OPAQUE | 0x141414);
    assertThat(BatchImages.first(batch, Scaling.NONE, 9)).hasSize(3);
  }

  @Test
  void drawsNoOtherChannelsThanGreyAndColour() {
    assertThat(BatchImages.first(batch(Shape.of(1, 1, 1, 2), 1, 2), Scaling.NONE, 1)).isEmpty();
  }
}
