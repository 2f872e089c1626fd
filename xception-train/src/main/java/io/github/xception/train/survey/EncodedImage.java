package io.github.xception.train.survey;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as files in memory. */
public final class EncodedImage {
  private EncodedImage() {}

  /** Returns the bytes of a PNG file. */
  public static byte[] png(BufferedImage image) {
    return encode(image, "png");
  }

  /** Returns the bytes of a JPEG file. */
  public static byte[] jpeg(BufferedImage image) {
    return encode(image, "jpeg");
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // With a stream of its own ImageIO makes no temporary file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("ImageIO has no writer of " + format);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an image could not be encoded in memory", e);
    }
    return bytes.toByteArray();
  }
}
