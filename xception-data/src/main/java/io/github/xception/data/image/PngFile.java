package io.github.xception.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes images as PNG, without loss. */
public final class PngFile {
  private PngFile() {}

  /** Returns the bytes of a PNG file of the image. */
  public static byte[] encode(RgbImage image) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        buffered.setRGB(
            x,
            y,
            (image.value(x, y, 0) << 16) | (image.value(x, y, 1) << 8) | image.value(x, y, 2));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(buffered, "png", out)) {
        throw new IOException("ImageIO has no writer of PNG");
      }
    }
    return bytes.toByteArray();
  }
}
