package io.github.xception.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Makes small files that unpack to something huge. */
public final class Bombs {
  private Bombs() {}

  /** Returns a PNG of grey pixels whose data unpack to that many pixels, all black. */
  public static byte[] png(int width, int height) {
    return png(width, height, new byte[0], new byte[0]);
  }

  /**
   * Returns a PNG with a chunk of text, or of a profile, that unpacks to many bytes.
   *
   * @param kind {@code zTXt} or {@code iCCP}
   * @param bytes how many
   */
  public static byte[] pngWithChunk(String kind, int bytes) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("name\0\0".getBytes(StandardCharsets.ISO_8859_1));
    chunk.writeBytes(deflated(bytes));
    return png(2, 2, kind.getBytes(StandardCharsets.ISO_8859_1), chunk.toByteArray());
  }

  private static byte[] png(int width, int height, byte[] kind, byte[] extra) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(0x89504E470D0A1A0AL);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      fields.write(new byte[] {8, 0, 0, 0, 0});
      chunk(out, "IHDR".getBytes(StandardCharsets.ISO_8859_1), header.toByteArray());
      if (kind.length > 0) {
        chunk(out, kind, extra);
      }
      // More would only make the test slow: no decoder may come this far.
      int pixels = (int) Math.min(1 << 24, (width + 1L) * height);
      chunk(out, "IDAT".getBytes(StandardCharsets.ISO_8859_1), deflated(pixels));
      chunk(out, "IEND".getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void chunk(DataOutputStream out, byte[] kind, byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(kind);
    out.write(content);
    CRC32 crc = new CRC32();
    crc.update(kind);
    crc.update(content);
    out.writeInt((int) crc.getValue());
  }

  private static byte[] deflated(int zeros) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
        byte[] block = new byte[1 << 16];
        for (int left = zeros; left > 0; left -= block.length) {
          out.write(block, 0, Math.min(left, block.length));
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
