package io.github.xception.data.image;

/** An image of 8-bit red, green and blue values, row by row. */
public final class RgbImage {
  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * Makes an image over an array that must not change any more.
   *
   * @param width columns
   * @param height rows
   * @param pixels height x width x 3 unsigned bytes: red, green, blue
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public RgbImage(int width, int height, byte[] pixels) {
    if (width <= 0 || height <= 0 || pixels.length != 3L * width * height) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no image of " + width + " x " + height + " RGB pixels");
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** Returns the number of columns. */
  public int width() {
    return width;
  }

  /** Returns the number of rows. */
  public int height() {
    return height;
  }

  /** Returns the image's own array, height x width x 3; not to be written. */
  public byte[] pixels() {
    return pixels;
  }

  /** Returns the value of a channel (0 red, 1 green, 2 blue) at a pixel, 0-255. */
  public int value(int x, int y, int channel) {
    return pixels[(y * width + x) * 3 + channel] & 0xFF;
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + "x" + height + "]";
  }
}
