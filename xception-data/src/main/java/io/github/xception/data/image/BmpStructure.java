package io.github.xception.data.image;

import static io.github.xception.data.image.Bytes.u16le;
import static io.github.xception.data.image.Bytes.u32le;

import io.github.xception.data.image.ImageHeader.Colours;
import io.github.xception.data.image.ImageHeader.Plain;

/** Checks the header of a Windows bitmap before a decoder trusts the sizes in it. */
final class BmpStructure {
  private static final int OS2_HEADER = 12;
  private static final int WINDOWS_HEADER = 40;
  private static final int V5_HEADER = 124;
  private static final int BITFIELDS = 3;

  private BmpStructure() {}

  static ImageHeader read(byte[] file) throws BadImageException {
    if (file.length < 14 + OS2_HEADER) {
      throw truncated();
    }
    long fileSize = u32le(file, 2);
    long pixels = u32le(file, 10);
    long headerSize = u32le(file, 14);
    if (headerSize != OS2_HEADER && (headerSize < WINDOWS_HEADER || headerSize > V5_HEADER)) {
      throw new BadImageException("a BMP with a header of " + headerSize + " bytes");
    }
    if (fileSize > file.length || pixels > file.length || 14 + headerSize > file.length) {
      throw truncated();
    }
    if (pixels < 14 + headerSize) {
      throw new BadImageException("damaged BMP: its pixels begin inside its header");
    }
    int width;
    int height;
    if (headerSize == OS2_HEADER) {
      width = u16le(file, 18);
      height = u16le(file, 20);
    } else {
      width = (int) u32le(file, 18);
      height = Math.abs((int) u32le(file, 22));
      long compression = u32le(file, 30);
      if (compression > BITFIELDS) {
        throw new BadImageException(
            "a BMP that wraps another format (compression "
                + compression
                + "), which is not supported; save it as PNG");
      }
      // Sizes by which the decoder allocates.
      if (u32le(file, 34) > file.length || u32le(file, 46) > 256) {
        throw new BadImageException("damaged BMP: more pixels or colours than the file can hold");
      }
    }
    return new ImageHeader(
        width, height, 4, Colours.MODEL, Orientation.UPRIGHT, new Plain("bmp", file));
  }

  private static BadImageException truncated() {
    return new BadImageException("truncated BMP: the file is shorter than its header says");
  }
}
