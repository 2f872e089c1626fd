package io.github.xception.data.image;

import static io.github.xception.data.image.Bytes.u16le;
import static io.github.xception.data.image.Bytes.u8;

import io.github.xception.data.image.ImageHeader.Colours;
import io.github.xception.data.image.ImageHeader.Plain;
import java.io.ByteArrayOutputStream;

/**
 * Walks the blocks of a GIF file (GIF89a specification) up to the end of its first frame, without
 * decoding. Comments and application data, and all later frames, are left out.
 */
final class GifStructure {
  private static final int TRAILER = 0x3B;
  private static final int GRAPHIC_CONTROL = 0xF9;

  private final byte[] file;
  private final ByteArrayOutputStream plain;

  private GifStructure(byte[] file) {
    this.file = file;
    this.plain = new ByteArrayOutputStream(file.length);
  }

  static ImageHeader read(byte[] file) throws BadImageException {
    return new GifStructure(file).walk();
  }

  private ImageHeader walk() throws BadImageException {
    int position = 13 + tableBytes(10);
    keep(0, position);
    while (true) {
      switch (at(position)) {
        case 0x21 -> {
          int end = endOfBlocks(position + 2);
          if (at(position + 1) == GRAPHIC_CONTROL) {
            keep(position, end);
          }
          position = end;
        }
        case 0x2C -> {
          int data = position + 10 + tableBytes(position + 9);
          int end = endOfBlocks(data + 1);
          keep(position, end);
          plain.write(TRAILER);
          return new ImageHeader(
              u16le(file, position + 5),
              u16le(file, position + 7),
              1,
              Colours.MODEL,
              Orientation.UPRIGHT,
              new Plain("gif", plain.toByteArray()));
        }
        case TRAILER -> throw new BadImageException("damaged GIF: it holds no image");
        default -> throw new BadImageException("damaged GIF: a block of an unknown kind");
      }
    }
  }

  /** Returns the size of the colour table that the flags at {@code position} announce. */
  private int tableBytes(int position) throws BadImageException {
    int flags = at(position);
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Returns the position after the sub-blocks that begin at {@code from}. */
  private int endOfBlocks(int from) throws BadImageException {
    int position = from;
    while (at(position) != 0) {
      position += 1 + at(position);
    }
    return position + 1;
  }

  private int at(int position) throws BadImageException {
    if (position >= file.length) {
      throw truncated();
    }
    return u8(file, position);
  }

  private void keep(int from, int end) throws BadImageException {
    if (end > file.length) {
      throw truncated();
    }
    plain.write(file, from, end - from);
  }

  private static BadImageException truncated() {
    return new BadImageException("truncated GIF: the end of its first frame is missing");
  }
}
