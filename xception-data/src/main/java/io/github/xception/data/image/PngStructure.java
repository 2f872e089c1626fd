package io.github.xception.data.image;

import static io.github.xception.data.image.Bytes.has;
import static io.github.xception.data.image.Bytes.u32be;

import io.github.xception.data.image.ImageHeader.Colours;
import io.github.xception.data.image.ImageHeader.Plain;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file (ISO/IEC 15948) and checks their sums, without decoding. Text and
 * colour profiles, which are compressed and may unpack to anything, are left out.
 */
final class PngStructure {
  static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

  private PngStructure() {}

  static ImageHeader read(byte[] file) throws BadImageException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(file.length);
    plain.write(file, 0, 8);
    Orientation orientation = Orientation.UPRIGHT;
    long width = 0;
    long height = 0;
    boolean pixels = false;
    int position = 8;
    while (true) {
      if (file.length - position < 12) {
        throw truncated();
      }
      long length = u32be(file, position);
      if (length > file.length - position - 12) {
        throw truncated();
      }
      int end = position + 12 + (int) length;
      String type = new String(file, position + 4, 4, StandardCharsets.ISO_8859_1);
      if (width == 0 && !(type.equals("IHDR") && length == 13)) {
        throw new BadImageException("damaged PNG: it does not begin with its header");
      }
      boolean keep =
          switch (type) {
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> true;
            default -> false;
          };
      if (keep) {
        checkSum(file, position, (int) length, type);
        plain.write(file, position, end - position);
      }
      switch (type) {
        case "IHDR" -> {
          if (width != 0) {
            throw new BadImageException("damaged PNG: it has two headers");
          }
          width = u32be(file, position + 8);
          height = u32be(file, position + 12);
          if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new BadImageException("damaged PNG: a size of " + width + " x " + height);
          }
        }
        case "IDAT" -> pixels = true;
        case "eXIf" ->
            orientation = Orientation.ofExif(Arrays.copyOfRange(file, position + 8, end - 4));
        case "IEND" -> {
          if (!pixels) {
            throw new BadImageException("damaged PNG: it holds no pixels");
          }
          return new ImageHeader(
              (int) width,
              (int) height,
              sampleBytes(file),
              Colours.MODEL,
              orientation,
              new Plain("png", plain.toByteArray()));
        }
        default -> {}
      }
      position = end;
    }
  }

  /** Reads bit depth and colour type from the header; a transparent colour adds a channel. */
  private static int sampleBytes(byte[] file) {
    int channels =
        switch (file[25]) {
          case 0, 4 -> 2;
          case 2, 6 -> 4;
          default -> 1;
        };
    return file[24] == 16 ? 2 * channels : channels;
  }

  private static void checkSum(byte[] file, int position, int length, String type)
      throws BadImageException {
    CRC32 crc = new CRC32();
    crc.update(file, position + 4, length + 4);
    if (crc.getValue() != u32be(file, position + 8 + length)) {
      throw new BadImageException("damaged PNG: the checksum of a chunk " + type + " is wrong");
    }
  }

  private static BadImageException truncated() {
    return new BadImageException("truncated PNG: its end is missing");
  }

  static boolean matches(byte[] file) {
    return has(file, 0, SIGNATURE);
  }
}
