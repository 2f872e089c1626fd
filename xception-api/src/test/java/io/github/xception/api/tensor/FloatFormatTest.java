package io.github.xception.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FloatFormatTest {
  @Test
  void everyHalfIsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = read(FloatFormat.F16, bits);
      int sign = (bits & 0x8000) == 0 ? 1 : -1;
      int exponent = (bits >> 10) & 0x1F;
      int fraction = bits & 0x3FF;
      if (exponent == 0x1F && fraction != 0) {
        assertThat(value).isNaN();
        continue;
      }
      // Straight from IEEE 754.
      double magnitude =
          switch (exponent) {
            case 0 -> fraction * Math.pow(2, -24);
            case 0x1F -> Double.POSITIVE_INFINITY;
            default -> Math.pow(2, exponent - 15) * (1 + fraction / 1024.0);
          };
      assertThat(Float.floatToIntBits(value))
          .as("half %04x", bits)
          .isEqualTo(Float.floatToIntBits((float) (sign * magnitude)));
    }
  }

  @Test
  void brainFloatIsTheUpperHalf() {
    assertThat(read(FloatFormat.BF16, 0x3F80)).isEqualTo(1f);
    assertThat(read(FloatFormat.BF16, 0xC020)).isEqualTo(-2.5f);
    assertThat(read(FloatFormat.BF16, 0xFF80)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(read(FloatFormat.BF16, 0x0001)).isEqualTo(0x1p-133f);
  }

  @Test
  void isKnownByName() {
    assertThat(FloatFormat.byName("BF16")).contains(FloatFormat.BF16);
    assertThat(FloatFormat.byName("F64")).isEmpty();
  }

  private static float read(FloatFormat format, int bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(0, (short) bits);
    FloatBuffer values = FloatBuffer.allocate(1);
    format.read(bytes, values);
    return values.get(0);
  }
}
