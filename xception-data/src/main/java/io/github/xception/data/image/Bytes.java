package io.github.xception.data.image;

import java.nio.charset.StandardCharsets;

/** Reads numbers and tags out of a file's bytes. */
final class Bytes {
  private Bytes() {}

  /** Returns whether {@code tag}, in Latin-1, stands at {@code offset}. */
  static boolean has(byte[] bytes, int offset, String tag) {
    byte[] expected = tag.getBytes(StandardCharsets.ISO_8859_1);
    if (offset < 0 || bytes.length - offset < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xFF;
  }

  static int u16be(byte[] bytes, int offset) {
    return (u8(bytes, offset) << 8) | u8(bytes, offset + 1);
  }

  static int u16le(byte[] bytes, int offset) {
    return u8(bytes, offset) | (u8(bytes, offset + 1) << 8);
  }

  static long u32be(byte[] bytes, int offset) {
    return ((long) u16be(bytes, offset) << 16) | u16be(bytes, offset + 2);
  }

  static long u32le(byte[] bytes, int offset) {
    return u16le(bytes, offset) | ((long) u16le(bytes, offset + 2) << 16);
  }
}
