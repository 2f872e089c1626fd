package io.github.xception.train.tensorboard;

import io.github.xception.api.data.Batch;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Draws the images of a batch as the network sees them: augmented, with the scaling undone. */
final class BatchImages {
  private static final int RGB = 3;

  private BatchImages() {}

  /**
   * Draws the first images of a batch.
   *
   * @param scaling what was done to the values 0-255
   * @param most how many at most
   * @return none if the images have neither one channel nor three
   */
  static List<BufferedImage> first(Batch batch, Scaling scaling, int most) {
    Shape shape = batch.images().shape();
    int height = shape.dim(1);
    int width = shape.dim(2);
    int channels = shape.dim(3);
    if (channels != 1 && channels != RGB) {
      return List.of();
    }
    FloatBuffer values = batch.images().floats();
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < Math.min(most, batch.size()); i++) {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int red = level(scaling, values.get());
          int green = channels == RGB ? level(scaling, values.get()) : red;
          int blue = channels == RGB ? level(scaling, values.get()) : red;
          image.setRGB(x, y, red << 16 | green << 8 | blue);
        }
      }
      images.add(image);
    }
    return images;
  }

  private static int level(Scaling scaling, float value) {
    return Math.max(0, Math.min(255, Math.round(scaling.undo(value))));
  }
}
