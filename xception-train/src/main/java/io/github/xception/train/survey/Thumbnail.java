package io.github.xception.train.survey;

import io.github.xception.api.spec.InputSpec.Scaling;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;

/**
 * A small square image of what a network sees. It holds bytes rather than a {@link BufferedImage},
 * which could be changed.
 */
public final class Thumbnail {
  /** The most pixels on a side. */
  public static final int SIDE = 64;

  private static final int RGB = 3;

  private final int side;
  private final byte[] pixels;

  private Thumbnail(int side, byte[] pixels) {
    this.side = side;
    this.pixels = pixels;
  }

  /**
   * Scales an image down to a square of {@link #SIDE} pixels a side, or of its shorter side if that
   * is less. Each pixel is the mean over the area that it covers.
   *
   * @param values height x width x channels of a network's input, from position 0; with fewer than
   *     3 channels the last one stands for the missing ones
   * @param scaling what was done to the values 0-255
   */
  public static Thumbnail of(
      FloatBuffer values, int height, int width, int channels, Scaling scaling) {
    int side = Math.min(SIDE, Math.min(height, width));
    byte[] pixels = new byte[side * side * RGB];
    int at = 0;
    for (int y = 0; y < side; y++) {
      double top = (double) y * height / side;
      double bottom = (double) (y + 1) * height / side;
      for (int x = 0; x < side; x++) {
        double left = (double) x * width / side;
        double right = (double) (x + 1) * width / side;
        for (int c = 0; c < RGB; c++) {
          int channel = Math.min(c, channels - 1);
          double sum = 0;
          for (int row = (int) top; row < bottom && row < height; row++) {
            double rowShare = Math.min(bottom, row + 1) - Math.max(top, row);
            for (int column = (int) left; column < right && column < width; column++) {
              double share = rowShare * (Math.min(right, column + 1) - Math.max(left, column));
              sum += share * values.get((row * width + column) * channels + channel);
            }
          }
          float mean = (float) (sum / ((bottom - top) * (right - left)));
          pixels[at++] = (byte) Math.max(0, Math.min(255, Math.round(scaling.undo(mean))));
        }
      }
    }
    return new Thumbnail(side, pixels);
  }

  /** Returns the number of pixels on a side. */
  public int side() {
    return side;
  }

  /** Returns the red, green and blue of a pixel as 0xRRGGBB. */
  public int rgb(int x, int y) {
    int at = (y * side + x) * RGB;
    return (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | (pixels[at + 2] & 0xff);
  }

  /** Draws itself into a larger image, with its top left corner at the given pixel. */
  public void drawInto(BufferedImage image, int left, int top) {
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(left + x, top + y, 0xff000000 | rgb(x, y));
      }
    }
  }

  /** Returns the bytes of a JPEG file of the image. */
  public byte[] toJpeg() {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    drawInto(image, 0, 0);
    return EncodedImage.jpeg(image);
  }
}
