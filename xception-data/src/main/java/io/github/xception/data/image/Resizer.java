package io.github.xception.data.image;

import java.util.Arrays;

/**
 * Gives images, or parts of them, another size. Thread-safe. The coordinates of pixels are those of
 * their centres, (i + ½).
 */
public final class Resizer {
  /** How a pixel of the result comes from those of the image. */
  public enum Filter {
    /**
     * Bilinear, antialiased: a triangle of radius 1, widened by the reduction where the image gets
     * smaller, and normalised at the borders. Pillow's {@code BILINEAR} and torchvision's {@code
     * antialias=True} are the same.
     */
    TRIANGLE,
    /**
     * The exact average of what a pixel covers, parts of pixels by their share. OpenCV's {@code
     * INTER_AREA} is the same where the image gets smaller.
     */
    AREA,
    /** The pixel under the centre. */
    NEAREST
  }

  /**
   * A part of an image, in pixels.
   *
   * @param x its first column
   * @param y its first row
   * @param width its columns
   * @param height its rows
   */
  public record Part(int x, int y, int width, int height) {
    /** Returns the whole of {@code image}. */
    public static Part whole(RgbImage image) {
      return new Part(0, 0, image.width(), image.height());
    }

    /**
     * Returns the largest part in the middle of {@code image} that has given proportions, with its
     * sides shortened.
     *
     * @param width the proportions' width
     * @param height the proportions' height
     * @param share what is left of each side, above 0 to 1
     */
    public static Part middle(RgbImage image, double width, double height, double share) {
      double scale = share * Math.min(image.width() / width, image.height() / height);
      int w = (int) Math.max(1, Math.rint(scale * width));
      int h = (int) Math.max(1, Math.rint(scale * height));
      return new Part((image.width() - w) / 2, (image.height() - h) / 2, w, h);
    }
  }

  private final Filter filter;

  /** Makes a resizer. */
  public Resizer(Filter filter) {
    this.filter = filter;
  }

  /** Returns the image in another size, each value rounded to a whole number. */
  public RgbImage resize(RgbImage image, int width, int height) {
    return resize(image, Part.whole(image), width, height);
  }

  /** Returns a part of an image in another size, each value rounded to a whole number. */
  public RgbImage resize(RgbImage image, Part part, int width, int height) {
    if (image.width() == width && image.height() == height && part.equals(Part.whole(image))) {
      return image;
    }
    float[] values = new float[width * height * 3];
    resize(image, part, width, height, values);
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      // A mean of bytes is a byte; rounding may not leave the range.
      pixels[i] = (byte) (int) (values[i] + 0.5f);
    }
    return new RgbImage(width, height, pixels);
  }

  /**
   * Writes a part of an image in another size.
   *
   * @param image the image
   * @param part the part, inside the image
   * @param width columns of the result
   * @param height rows of the result
   * @param out gets height x width x 3 values, 0-255
   */
  public void resize(RgbImage image, Part part, int width, int height, float[] out) {
    switch (filter) {
      case TRIANGLE -> weigh(image, part, Taps::triangle, width, height, out);
      case AREA -> weigh(image, part, Taps::area, width, height, out);
      case NEAREST -> nearest(image, part, width, height, out);
    }
  }

  private static void nearest(RgbImage image, Part part, int width, int height, float[] out) {
    int[] columns = new int[width];
    for (int x = 0; x < width; x++) {
      columns[x] = 3 * (part.x() + centre(x, part.width(), width));
    }
    byte[] pixels = image.pixels();
    int i = 0;
    for (int y = 0; y < height; y++) {
      int row = 3 * image.width() * (part.y() + centre(y, part.height(), height));
      for (int column : columns) {
        out[i++] = pixels[row + column] & 0xFF;
        out[i++] = pixels[row + column + 1] & 0xFF;
        out[i++] = pixels[row + column + 2] & 0xFF;
      }
    }
  }

  /** Returns ⌊(i + ½)·in/out⌋, exactly. */
  private static int centre(int i, int in, int out) {
    return (int) ((2L * i + 1) * in / (2L * out));
  }

  /** Makes the taps of a line of a number of pixels that becomes a line of another. */
  @FunctionalInterface
  private interface LineFilter {
    Taps of(int in, int out);
  }

  /** Down the columns first: that goes along rows, which vector instructions are good at. */
  private static void weigh(
      RgbImage image, Part part, LineFilter filter, int width, int height, float[] out) {
    Taps vertical = filter.of(part.height(), height);
    Taps horizontal = filter.of(part.width(), width);
    int length = 3 * part.width();
    float[][] rows = new float[vertical.most()][length];
    float[] sums = new float[length];
    int read = 0;
    for (int y = 0; y < height; y++) {
      int end = vertical.first(y) + vertical.count(y);
      for (; read < end; read++) {
        int from = 3 * (image.width() * (part.y() + read) + part.x());
        toFloats(image.pixels(), from, rows[read % rows.length]);
      }
      Arrays.fill(sums, 0);
      for (int row = vertical.first(y); row < end; row++) {
        add(sums, rows[row % rows.length], vertical.weight(y, row - vertical.first(y)));
      }
      mix(sums, horizontal, width, out, 3 * width * y);
    }
  }

  private static void toFloats(byte[] pixels, int from, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = pixels[from + i] & 0xFF;
    }
  }

  private static void add(float[] sums, float[] row, float weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private static void mix(float[] row, Taps taps, int width, float[] out, int to) {
    int o = to;
    for (int x = 0; x < width; x++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      int in = 3 * taps.first(x);
      for (int tap = 0; tap < taps.count(x); tap++) {
        float weight = taps.weight(x, tap);
        red += weight * row[in++];
        green += weight * row[in++];
        blue += weight * row[in++];
      }
      out[o++] = red;
      out[o++] = green;
      out[o++] = blue;
    }
  }
}
