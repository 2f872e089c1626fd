package io.github.xception.api.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a safetensors file holds the elements of a tensor; little-endian. */
enum FloatFormat {
  /** IEEE 754 binary32. */
  F32(4) {
    @Override
    void read(ByteBuffer bytes, FloatBuffer values) {
      while (values.hasRemaining()) {
        values.put(bytes.getFloat());
      }
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    void read(ByteBuffer bytes, FloatBuffer values) {
      while (values.hasRemaining()) {
        values.put(widen(bytes.getShort()));
      }
    }
  },
  /** The upper half of a binary32. */
  BF16(2) {
    @Override
    void read(ByteBuffer bytes, FloatBuffer values) {
      while (values.hasRemaining()) {
        values.put(Float.intBitsToFloat(bytes.getShort() << 16));
      }
    }
  };

  private final int size;

  FloatFormat(int size) {
    this.size = size;
  }

  /** Returns the bytes that an element takes. */
  int size() {
    return size;
  }

  /**
   * Reads elements until {@code values} is full. Every value is exact.
   *
   * @param bytes of little-endian order
   */
  abstract void read(ByteBuffer bytes, FloatBuffer values);

  /** Returns the format that a file calls {@code name}. */
  static Optional<FloatFormat> byName(String name) {
    return Arrays.stream(values()).filter(format -> format.name().equals(name)).findFirst();
  }

  private static float widen(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) {
      // Zero or subnormal: fraction · 2⁻²⁴, which a float holds exactly.
      float magnitude = fraction * 0x1p-24f;
      return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | sign);
    }
    // The exponent's bias goes from 15 to 127; all ones (infinity, NaN) stays all ones.
    int wide = exponent == 0x1F ? 0xFF : exponent + (127 - 15);
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }
}
