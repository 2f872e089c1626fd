package io.github.xception.data.image;

import static io.github.xception.data.image.Bytes.has;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.github.xception.data.image.ImageHeader.Colours;
import io.github.xception.data.image.ImageHeader.Plain;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes JPEG, PNG, GIF and BMP files to upright 8-bit RGB. The content decides what a file is,
 * never its name.
 *
 * <p>A file's structure is walked before a decoder sees it: its size in pixels is limited, a cut is
 * found, and all that is not pixels is left out. Samples of more than 8 bits are rounded to 8;
 * transparent pixels are blended with white; of several frames the first is taken; colour profiles
 * are ignored, as other frameworks for training do.
 *
 * <p>Thread-safe. Images that are decoded at the same time share a budget of memory; a call waits
 * while others use it up.
 */
public final class ImageDecoder {
  /** The most pixels an image may have: 2²⁶, or 8192 x 8192. */
  public static final int MAX_PIXELS = 1 << 26;

  /** The most bytes a file may have: 256 MiB. */
  public static final int MAX_FILE_BYTES = 1 << 28;

  private static final int KIB = 1 << 10;

  private final int budget;
  private final Semaphore free;

  /**
   * Makes a decoder.
   *
   * @param heapBytes the memory that images may take at the same time while they are decoded
   */
  public ImageDecoder(long heapBytes) {
    this.budget = (int) Math.max(1, Math.min(heapBytes / KIB, Integer.MAX_VALUE));
    this.free = new Semaphore(budget, true);
  }

  /** Returns a decoder that may use three eighths of the Java heap. */
  public static ImageDecoder ofHeap() {
    return new ImageDecoder(Runtime.getRuntime().maxMemory() / 8 * 3);
  }

  /**
   * Decodes a file.
   *
   * @param file the file's bytes
   * @return the image, upright
   * @throws BadImageException if the bytes are not an image that can be used, with the reason
   */
  public RgbImage decode(byte[] file) throws BadImageException {
    ImageHeader header = header(file);
    long pixels = (long) header.width() * header.height();
    if (header.width() < 1 || header.height() < 1) {
      throw new BadImageException(
          "an image of " + header.width() + " x " + header.height() + " pixels");
    }
    if (pixels > MAX_PIXELS) {
      throw new BadImageException(
          String.format(
              Locale.ROOT,
              "an image of %d x %d pixels; at most %d pixels are accepted",
              header.width(),
              header.height(),
              MAX_PIXELS));
    }
    long needed = header.decodedBytes() / KIB + 1;
    if (needed > budget) {
      throw new BadImageException(
          String.format(
              Locale.ROOT,
              "an image of %d x %d pixels takes up to %d MB to decode, and the Java heap is too"
                  + " small for that; raise it with -Xmx",
              header.width(),
              header.height(),
              needed / KIB + 1));
    }
    free.acquireUninterruptibly((int) needed);
    try {
      return header.orientation().apply(read(header));
    } finally {
      free.release((int) needed);
    }
  }

  private static ImageHeader header(byte[] file) throws BadImageException {
    if (file.length == 0) {
      throw new BadImageException("the file is empty");
    }
    if (has(file, 0, "\u00FF\u00D8\u00FF")) {
      return JpegStructure.read(file);
    }
    if (PngStructure.matches(file)) {
      return PngStructure.read(file);
    }
    if (has(file, 0, "GIF87a") || has(file, 0, "GIF89a")) {
      return GifStructure.read(file);
    }
    if (has(file, 0, "BM")) {
      return BmpStructure.read(file);
    }
    throw new BadImageException(
        foreignFormat(file) + "; expected JPEG, PNG, GIF or BMP content, whatever the file's name");
  }

  private static String foreignFormat(byte[] file) {
    if (has(file, 0, "RIFF") && has(file, 8, "WEBP")) {
      return "a WebP image, which is not supported";
    }
    if (has(file, 0, "II*\0") || has(file, 0, "MM\0*")) {
      return "a TIFF image, which is not supported";
    }
    if (has(file, 4, "ftyp")) {
      return "a HEIF, AVIF or video file, which is not supported";
    }
    return "not an image";
  }

  private static RgbImage read(ImageHeader header) throws BadImageException {
    Plain plain = header.plain();
    String format = plain.format().toUpperCase(Locale.ROOT);
    ImageReader reader = reader(plain.format(), header.colours());
    Warnings warnings = new Warnings();
    try (ImageInputStream in = new ByteArrayImageInputStream(plain.bytes())) {
      reader.addIIOReadWarningListener(warnings);
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
        throw new BadImageException("damaged " + format + ": its headers contradict each other");
      }
      RgbImage image = pixels(reader, header);
      if (warnings.prematureEnd) {
        throw new BadImageException("damaged " + format + ": pixels are missing");
      }
      return image;
    } catch (IOException | RuntimeException e) {
      // On bad input the decoders throw whatever their code runs into.
      throw new BadImageException("damaged " + format + ": " + reason(e), e);
    } finally {
      reader.dispose();
    }
  }

  private static RgbImage pixels(ImageReader reader, ImageHeader header)
      throws IOException, BadImageException {
    return switch (header.colours()) {
      case MODEL -> Colour.ofModel(reader.read(0));
      case YCBCR -> Colour.byReader(reader, header.width(), header.height());
      case CMYK, YCCK -> Colour.ofInks(reader.readRaster(0, null), header.colours());
    };
  }

  private static String reason(Throwable thrown) {
    // The innermost cause says what was met; those around it, where.
    Throwable e = thrown;
    while (e.getCause() != null) {
      e = e.getCause();
    }
    String message = e.getMessage();
    return e instanceof IOException && message != null ? message : e.toString();
  }

  /**
   * Returns a new reader of the implementation this class was tested with: the JDK's own, but for
   * JPEG files of rarer colours, which it does not know.
   */
  private static ImageReader reader(String format, Colours colours) {
    boolean rare = format.equals("jpeg") && colours != Colours.YCBCR;
    String vendor = rare ? "com.twelvemonkeys." : "com.sun.imageio.";
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith(vendor)) {
        return reader;
      }
      reader.dispose();
    }
    throw new IllegalStateException(
        "ImageIO knows no reader of " + format + " in " + vendor + "*; is its jar on the path?");
  }
}
