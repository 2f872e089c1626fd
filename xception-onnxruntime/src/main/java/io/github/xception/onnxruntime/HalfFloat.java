package io.github.xception.onnxruntime;

/** 16-bit floats, IEEE 754 binary16. */
final class HalfFloat {
  /** The largest number that there is. */
  static final float MAX = 65504;

  /** From here on a number is nearer to infinity than to {@link #MAX}, were there one after it. */
  private static final float OVERFLOW = 65520;

  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final int FRACTION_BITS_LOST = 23 - 10;

  private HalfFloat() {}

  /** Returns the bits of the nearest 16-bit float; of two that are as near, the even one. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < SMALLEST_NORMAL) {
      // The product is exact, and 1024 is the smallest normal number.
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
    }
    int exact = bits & 0x7FFF_FFFF;
    int last = (exact >>> FRACTION_BITS_LOST) & 1;
    int rounded = exact + (1 << (FRACTION_BITS_LOST - 1)) - 1 + last;
    // The exponent's bias goes from 127 to 15.
    return (short) (sign | ((rounded - ((127 - 15) << 23)) >>> FRACTION_BITS_LOST));
  }
}
