package io.github.xception.data.image;

/**
 * Luma and chroma to red, green and blue by the formula of JFIF 1.02, in the fixed-point arithmetic
 * of libjpeg ({@code jdcolor.c}), which nearly all programs that read JPEG files share: the results
 * are the same bit for bit.
 *
 * <pre>
 * R = Y + 1.402 (Cr - 128)
 * G = Y - 0.34414 (Cb - 128) - 0.71414 (Cr - 128)
 * B = Y + 1.772 (Cb - 128)
 * </pre>
 */
final class Ycbcr {
  /** Bits behind the point. */
  private static final int BITS = 16;

  private static final int HALF = 1 << (BITS - 1);

  private static final int[] RED_OF_CR = new int[256];
  private static final int[] BLUE_OF_CB = new int[256];

  // The two parts of green are rounded once, together.
  private static final int[] GREEN_OF_CR = new int[256];
  private static final int[] GREEN_OF_CB = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int chroma = i - 128;
      RED_OF_CR[i] = (fixed(1.402) * chroma + HALF) >> BITS;
      BLUE_OF_CB[i] = (fixed(1.772) * chroma + HALF) >> BITS;
      GREEN_OF_CR[i] = -fixed(0.71414) * chroma;
      GREEN_OF_CB[i] = -fixed(0.34414) * chroma + HALF;
    }
  }

  private Ycbcr() {}

  private static int fixed(double value) {
    return (int) (value * (1 << BITS) + 0.5);
  }

  /**
   * Converts pixels in place.
   *
   * @param pixels Y, Cb and Cr of each pixel; becomes red, green and blue
   */
  static void toRgb(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      int luma = pixels[i] & 0xFF;
      int cb = pixels[i + 1] & 0xFF;
      int cr = pixels[i + 2] & 0xFF;
      int red = luma + RED_OF_CR[cr];
      int green = luma + ((GREEN_OF_CB[cb] + GREEN_OF_CR[cr]) >> BITS);
      int blue = luma + BLUE_OF_CB[cb];
      // Few pixels leave the range: one branch for all three is cheaper than three limits.
      if (((red | green | blue) & ~0xFF) != 0) {
        red = limited(red);
        green = limited(green);
        blue = limited(blue);
      }
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
  }

  private static int limited(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
