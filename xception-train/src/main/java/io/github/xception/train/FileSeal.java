package io.github.xception.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells whether a file is still what was written.
 *
 * @param bytes its length
 * @param sha256 its SHA-256 in lower-case hexadecimal
 */
record FileSeal(long bytes, String sha256) {
  private static final int CHUNK = 1 << 20;

  /** Returns the seal of a file as it is now. */
  static FileSeal of(Path file) throws IOException {
    MessageDigest digest = newDigest();
    long bytes = 0;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(chunk.clear()) >= 0) {
        bytes += chunk.flip().remaining();
        digest.update(chunk);
      }
    }
    return new FileSeal(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
