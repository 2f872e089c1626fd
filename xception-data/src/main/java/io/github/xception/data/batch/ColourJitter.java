package io.github.xception.data.batch;

/**
 * A change of the colours of an image that leaves the luma of each pixel as it is.
 *
 * @param saturation the factor by which colours leave the grey of their pixel: 0 for grey, 1 for no
 *     change
 * @param hue degrees by which colours are turned, red towards yellow
 */
record ColourJitter(double saturation, double hue) {
  static final ColourJitter NONE = new ColourJitter(1, 0);

  // Luma Y' of ITU-R BT.601 (section 2.5.1).
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  // U = 0.492111 (B' - Y') and V = 0.877283 (R' - Y') of SMPTE 170M; I and Q of NTSC are the same
  // plane, turned by 33 degrees, so turning it by an angle is the same in YUV and in YIQ.
  private static final double U = 0.492111;
  private static final double V = 0.877283;

  /** Tells whether there is nothing to do. */
  boolean isNone() {
    return saturation == 1 && hue == 0;
  }

  /**
   * Changes RGB values in place. The change is linear and takes grey to the same grey, so values
   * may be scaled and shifted before it or after.
   *
   * @param values red, green and blue of each pixel
   */
  void apply(float[] values) {
    double[] m = matrix();
    for (int i = 0; i < values.length; i += 3) {
      double red = values[i];
      double green = values[i + 1];
      double blue = values[i + 2];
      values[i] = (float) (m[0] * red + m[1] * green + m[2] * blue);
      values[i + 1] = (float) (m[3] * red + m[4] * green + m[5] * blue);
      values[i + 2] = (float) (m[6] * red + m[7] * green + m[8] * blue);
    }
  }

  /** Returns the 3 x 3 matrix that takes RGB to RGB, row by row. */
  private double[] matrix() {
    double[] red = changed(1, 0, 0);
    double[] green = changed(0, 1, 0);
    double[] blue = changed(0, 0, 1);
    return new double[] {
      red[0], green[0], blue[0], red[1], green[1], blue[1], red[2], green[2], blue[2]
    };
  }

  private double[] changed(double red, double green, double blue) {
    double luma = RED * red + GREEN * green + BLUE * blue;
    double u = U * (blue - luma);
    double v = V * (red - luma);
    double cos = saturation * StrictMath.cos(StrictMath.toRadians(hue));
    double sin = saturation * StrictMath.sin(StrictMath.toRadians(hue));
    double newBlue = luma + (cos * u - sin * v) / U;
    double newRed = luma + (sin * u + cos * v) / V;
    double newGreen = (luma - RED * newRed - BLUE * newBlue) / GREEN;
    return new double[] {newRed, newGreen, newBlue};
  }
}
