package io.github.xception.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The files that src/test/python/make_golden.py made. */
public final class Golden {
  private Golden() {}

  /** Returns the bytes of a file. */
  public static byte[] bytes(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no golden file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pixels of a plain RGB PNG file, read without any of the code under test. */
  public static RgbImage image(String name) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes(name)));
      byte[] pixels = new byte[image.getWidth() * image.getHeight() * 3];
      int out = 0;
      for (int argb :
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
        pixels[out++] = (byte) (argb >> 16);
        pixels[out++] = (byte) (argb >> 8);
        pixels[out++] = (byte) argb;
      }
      return new RgbImage(image.getWidth(), image.getHeight(), pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the largest difference between two images of one size. */
  public static int largestDifference(RgbImage a, RgbImage b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new AssertionError("expected " + b + ", got " + a);
    }
    int largest = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      largest = Math.max(largest, Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF)));
    }
    return largest;
  }
}
