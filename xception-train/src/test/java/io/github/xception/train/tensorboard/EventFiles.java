package io.github.xception.train.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads event files as the format is documented, and counts what TensorBoard would. */
final class EventFiles {
  private EventFiles() {}

  /** Returns the event files of a folder in the order in which TensorBoard takes them. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
          .sorted()
          .toList();
    }
  }

  /** Returns the events of a file, after checking every frame of it. */
  static List<Wire> events(Path file) throws IOException {
    return records(Files.readAllBytes(file)).stream().map(Wire::of).toList();
  }

  /** Returns the data of all records, after checking their lengths and checksums. */
  static List<byte[]> records(byte[] bytes) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int begin = in.position();
      long length = in.getLong();
      check(Arrays.copyOfRange(bytes, begin, begin + 8), in.getInt());
      byte[] data = new byte[Math.toIntExact(length)];
      in.get(data);
      check(data, in.getInt());
      records.add(data);
    }
    return records;
  }

  private static void check(byte[] data, int masked) {
    int rotated = masked - 0xa282ead8;
    int crc = rotated << 15 | rotated >>> 17;
    if (crc != crc(data)) {
      throw new AssertionError("a checksum is wrong");
    }
  }

  /** CRC-32C bit by bit, by its polynomial. */
  private static int crc(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    return ~crc;
  }

  /**
   * A value that TensorBoard shows.
   *
   * @param page which of its pages shows it
   * @param value a Summary.Value
   */
  record Shown(String tag, long step, String page, Wire value) {}

  /**
   * Returns all values of a folder, less those that a later start of a session has taken back:
   * those of its step and later ones.
   */
  static List<Shown> shown(Path folder) throws IOException {
    List<Shown> shown = new ArrayList<>();
    for (Path file : in(folder)) {
      for (Wire event : events(file)) {
        long step = event.number(2);
        if (event.message(7).number(1) == 1) {
          shown.removeIf(value -> value.step() >= step);
        }
        for (Wire value : event.message(5).messages(1)) {
          String page = value.message(9).message(1).text(1);
          shown.add(new Shown(value.text(1), step, page, value));
        }
      }
    }
    return shown;
  }
}
