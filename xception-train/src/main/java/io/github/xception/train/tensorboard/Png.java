package io.github.xception.train.tensorboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as PNG files. */
final class Png {
  private Png() {}

  /** Returns the bytes of a file. */
  static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // With a stream of its own ImageIO makes no temporary file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("ImageIO has no writer of PNG");
      }
    } catch (IOException e) {
      throw new IllegalStateException("an image could not be encoded in memory", e);
    }
    return bytes.toByteArray();
  }
}
