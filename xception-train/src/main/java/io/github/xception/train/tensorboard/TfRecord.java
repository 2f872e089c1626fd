package io.github.xception.train.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of a record in a TFRecord file: the length of the data in 8 bytes, a checksum of these,
 * the data, a checksum of the data; all little-endian.
 */
final class TfRecord {
  private static final int MASK = 0xa282ead8;

  private TfRecord() {}

  /** Returns a record that holds {@code data}. */
  static byte[] of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    return record.put(data).putInt(maskedCrc(data, data.length)).array();
  }

  /**
   * CRC-32C, masked as the format asks: a checksum over bytes that hold checksums would be a weak
   * one.
   */
  private static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
