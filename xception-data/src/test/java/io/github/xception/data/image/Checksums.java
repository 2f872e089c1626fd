package io.github.xception.data.image;

import java.util.zip.CRC32;

/** Makes the checksums of a PNG right again, so that a mutation gets past them. */
final class Checksums {
  private Checksums() {}

  static void mend(byte[] png) {
    int position = 8;
    while (position + 12 <= png.length) {
      long length = Bytes.u32be(png, position);
      if (length > png.length - position - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, position + 4, (int) length + 4);
      int end = position + 8 + (int) length;
      for (int i = 0; i < 4; i++) {
        png[end + i] = (byte) (crc.getValue() >> (24 - 8 * i));
      }
      position = end + 4;
    }
  }
}
