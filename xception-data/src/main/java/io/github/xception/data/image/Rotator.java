package io.github.xception.data.image;

import io.github.xception.data.image.Resizer.Part;

/** Turns images. */
public final class Rotator {
  private Rotator() {}

  /**
   * Returns what a part of an image shows once the image is turned about the part's centre. A pixel
   * comes from the four around its place before the turn (bilinear), each value rounded to a whole
   * number. Beyond its borders the image goes on mirrored.
   *
   * @param image the image
   * @param part the part, inside the image
   * @param degrees the angle, counter-clockwise as one sees it
   */
  public static RgbImage rotate(RgbImage image, Part part, double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    double centreX = (part.width() - 1) / 2.0;
    double centreY = (part.height() - 1) / 2.0;
    byte[] pixels = new byte[part.width() * part.height() * 3];
    int out = 0;
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        double dx = x - centreX;
        double dy = y - centreY;
        // Rows go down, so this looks clockwise: what is found there has come counter-clockwise.
        double sourceX = part.x() + centreX + cosine * dx - sine * dy;
        double sourceY = part.y() + centreY + sine * dx + cosine * dy;
        sample(image, sourceX, sourceY, pixels, out);
        out += 3;
      }
    }
    return new RgbImage(part.width(), part.height(), pixels);
  }

  private static void sample(RgbImage image, double x, double y, byte[] out, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float bottom = (float) (y - top);
    byte[] pixels = image.pixels();
    int column = 3 * mirrored(left, image.width());
    int nextColumn = 3 * mirrored(left + 1, image.width());
    int row = 3 * image.width() * mirrored(top, image.height());
    int nextRow = 3 * image.width() * mirrored(top + 1, image.height());
    for (int channel = 0; channel < 3; channel++) {
      float above =
          between(
              pixels[row + column + channel] & 0xFF,
              pixels[row + nextColumn + channel] & 0xFF,
              right);
      float below =
          between(
              pixels[nextRow + column + channel] & 0xFF,
              pixels[nextRow + nextColumn + channel] & 0xFF,
              right);
      out[at + channel] = (byte) (int) (between(above, below, bottom) + 0.5f);
    }
  }

  private static float between(float from, float to, float share) {
    return from + share * (to - from);
  }

  /** Returns the place, among {@code length}, of what a line shows that goes on mirrored. */
  private static int mirrored(int place, int length) {
    int folded = Math.floorMod(place, 2 * length);
    return folded < length ? folded : 2 * length - 1 - folded;
  }
}
