package io.github.xception.data.image;

import static io.github.xception.data.image.Bytes.has;
import static io.github.xception.data.image.Bytes.u16be;
import static io.github.xception.data.image.Bytes.u8;

import io.github.xception.data.image.ImageHeader.Colours;
import io.github.xception.data.image.ImageHeader.Plain;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Walks the marker segments of a JPEG file (ITU-T T.81, annex B) from its start to its end, without
 * decoding. A file that has no end was cut off: decoders would fill the rest with grey.
 */
final class JpegStructure {
  /**
   * Each scan of a progressive file is one pass over the image; encoders make about ten, and an
   * attacker as many as fit.
   */
  private static final int MAX_SCANS = 200;

  /**
   * What a JFIF segment is replaced by: version 1.02, no thumbnail. libjpeg would warn of versions
   * that it does not know, and having warned once it would not tell that pixels are missing.
   */
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
  };

  private final byte[] file;
  private final ByteArrayOutputStream plain;
  private int width;
  private int height;
  private int components;
  private int scans;
  private boolean jfif;
  private boolean adobe;
  private int adobeTransform;
  private boolean chromaOfThree;
  private Orientation orientation = Orientation.UPRIGHT;

  private JpegStructure(byte[] file) {
    this.file = file;
    this.plain = new ByteArrayOutputStream(file.length);
  }

  static ImageHeader read(byte[] file) throws BadImageException {
    return new JpegStructure(file).walk();
  }

  private ImageHeader walk() throws BadImageException {
    plain.write(file, 0, 2);
    int position = 2;
    while (true) {
      position = nextMarker(position);
      int marker = u8(file, position - 1);
      if (marker == 0xD9) {
        plain.write(file, position - 2, 2);
        return header();
      }
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
        continue;
      }
      if (marker == 0xD8) {
        throw new BadImageException("damaged JPEG: a second image begins inside it");
      }
      require(position + 2);
      int end = position + u16be(file, position);
      if (end < position + 2) {
        throw new BadImageException("damaged JPEG: a segment's length is below 2");
      }
      require(end);
      if (segment(marker, position + 2, end)) {
        plain.write(file, position - 2, end - position + 2);
      }
      position = end;
      if (marker == 0xDA) {
        position = endOfScan(end);
        plain.write(file, end, position - end);
      }
    }
  }

  /** Returns the position after the next marker. */
  private int nextMarker(int from) throws BadImageException {
    int position = from;
    while (true) {
      while (position < file.length && file[position] != (byte) 0xFF) {
        position++;
      }
      while (position < file.length && file[position] == (byte) 0xFF) {
        position++;
      }
      require(position + 1);
      position++;
      if (file[position - 1] != 0) {
        return position;
      }
    }
  }

  /** Returns where the entropy-coded data that begins at {@code from} ends. */
  private int endOfScan(int from) throws BadImageException {
    for (int i = from; i < file.length - 1; i++) {
      if (file[i] == (byte) 0xFF) {
        int next = u8(file, i + 1);
        if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
          return i;
        }
      }
    }
    throw truncated();
  }

  /** Reads a segment, given from after its length to its end; returns whether it is kept. */
  private boolean segment(int marker, int from, int end) throws BadImageException {
    switch (marker) {
      case 0xC0, 0xC1, 0xC2 -> frame(from, end);
      case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
          throw new BadImageException(
              "a lossless, hierarchical or arithmetic-coded JPEG, which is not supported; save it as"
                  + " a baseline or progressive one");
      case 0xDA -> {
        if (components == 0) {
          throw new BadImageException("damaged JPEG: pixels come before the image's size");
        }
        if (++scans > MAX_SCANS) {
          throw new BadImageException("a JPEG of more than " + MAX_SCANS + " scans");
        }
      }
      case 0xE1 -> {
        if (end - from > 6 && has(file, from, "Exif\0\0")) {
          orientation = Orientation.ofExif(Arrays.copyOfRange(file, from + 6, end));
        }
        return false;
      }
      case 0xEE -> {
        if (end - from >= 12 && has(file, from, "Adobe")) {
          adobe = true;
          adobeTransform = u8(file, from + 11);
          return true;
        }
        return false;
      }
      case 0xE0 -> {
        if (has(file, from, "JFIF\0") && !jfif) {
          jfif = true;
          plain.writeBytes(JFIF);
        }
        return false;
      }
      default -> {
        // The other application segments and comments say nothing about pixels.
        return (marker < 0xE2 || marker > 0xEF) && marker != 0xFE;
      }
    }
    return true;
  }

  private void frame(int from, int end) throws BadImageException {
    if (components != 0 || end - from < 6) {
      throw new BadImageException("damaged JPEG: more than one frame, or an incomplete one");
    }
    if (u8(file, from) != 8) {
      throw new BadImageException(
          "a JPEG of " + u8(file, from) + " bits, which is not supported; save it with 8 bits");
    }
    height = u16be(file, from + 1);
    width = u16be(file, from + 3);
    components = u8(file, from + 5);
    if (end - from != 6 + 3 * components) {
      throw new BadImageException("damaged JPEG: an incomplete frame");
    }
    if (components != 1 && components != 3 && components != 4) {
      throw new BadImageException("a JPEG of " + components + " channels; expected 1, 3 or 4");
    }
    chromaOfThree =
        components == 3
            && id(from, 0) == 1
            && id(from, 1) == 2
            && id(from, 2) == 3
            && columnsSampled(from, 0) > columnsSampled(from, 1)
            && columnsSampled(from, 1) == columnsSampled(from, 2);
  }

  private int id(int frame, int component) {
    return u8(file, frame + 6 + 3 * component);
  }

  /** Returns the horizontal sampling factor of a component. */
  private int columnsSampled(int frame, int component) {
    return u8(file, frame + 6 + 3 * component + 1) >> 4;
  }

  private ImageHeader header() throws BadImageException {
    if (scans == 0) {
      throw new BadImageException("damaged JPEG: it holds no pixels");
    }
    return new ImageHeader(
        width, height, components, colours(), orientation, new Plain("jpeg", plain.toByteArray()));
  }

  /** Where a file does not say for certain what its three channels are, the decoder guesses. */
  private Colours colours() {
    if (components == 4) {
      return adobeTransform == 2 ? Colours.YCCK : Colours.CMYK;
    }
    boolean ycbcr = components == 3 && (adobe ? adobeTransform == 1 : jfif || chromaOfThree);
    return ycbcr ? Colours.YCBCR : Colours.MODEL;
  }

  private void require(int length) throws BadImageException {
    if (length > file.length) {
      throw truncated();
    }
  }

  private static BadImageException truncated() {
    return new BadImageException("truncated JPEG: its end is missing");
  }
}
