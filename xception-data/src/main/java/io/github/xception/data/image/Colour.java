package io.github.xception.data.image;

import io.github.xception.data.image.ImageHeader.Colours;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Makes decoded samples into 8-bit RGB. It reads samples as they are stored: {@link
 * BufferedImage#getRGB} would take grey for linear light and brighten it.
 */
final class Colour {
  private static final ColorModel RGB =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private Colour() {}

  /** Converts an image of a palette, of grey or of RGB samples, with or without alpha. */
  static RgbImage ofModel(BufferedImage image) throws BadImageException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return ofPalette(image.getRaster(), palette);
    }
    int bands = image.getRaster().getNumBands();
    int colours = model.hasAlpha() ? bands - 1 : bands;
    int space = model.getColorSpace().getType();
    if (!(colours == 1 && space == ColorSpace.TYPE_GRAY)
        && !(colours == 3 && space == ColorSpace.TYPE_RGB)) {
      throw new BadImageException(
          "an image of " + colours + " colour channels that are neither grey nor RGB");
    }
    return ofPlainArray(image.getRaster())
        .orElseGet(() -> ofSamples(image.getRaster(), colours, model.hasAlpha()));
  }

  /** Takes over the raster's array, without a copy, if it is a plain H x W x 3 one. */
  private static Optional<RgbImage> ofPlainArray(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    Optional<byte[]> forwards = plainArray(raster, 0, 1, 2);
    if (forwards.isPresent()) {
      return Optional.of(new RgbImage(width, height, forwards.get()));
    }
    Optional<byte[]> backwards = plainArray(raster, 2, 1, 0);
    backwards.ifPresent(Colour::swapRedAndBlue);
    return backwards.map(pixels -> new RgbImage(width, height, pixels));
  }

  /** Returns the raster's own array if it is H x W x 3, its bands at the given places of each 3. */
  private static Optional<byte[]> plainArray(Raster raster, int... offsets) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    return raster.getDataBuffer() instanceof DataBufferByte buffer
            && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
            && model.getPixelStride() == 3
            && model.getScanlineStride() == 3 * width
            && Arrays.equals(model.getBandOffsets(), offsets)
            && buffer.getData().length == 3 * width * height
        ? Optional.of(buffer.getData())
        : Optional.empty();
  }

  private static void swapRedAndBlue(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      byte blue = pixels[i];
      pixels[i] = pixels[i + 2];
      pixels[i + 2] = blue;
    }
  }

  /**
   * Has the JDK's reader of JPEG files convert luma and two chromas, which costs libjpeg next to
   * nothing. An image that ImageIO chooses has its bytes in another order, and takes half as long
   * again.
   */
  static RgbImage byReader(ImageReader reader, int width, int height) throws IOException {
    byte[] pixels = new byte[3 * width * height];
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(pixels, pixels.length),
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            null);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(new BufferedImage(RGB, raster, false, null));
    reader.read(0, param);
    return new RgbImage(width, height, pixels);
  }

  private static RgbImage ofPalette(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    byte[] pixels = new byte[width * height * 3];
    int[] row = new int[width];
    int out = 0;
    for (int y = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int index : row) {
        // A file may use an index beyond its palette; other decoders show black.
        int argb = index < colours.length ? colours[index] : 0xFF000000;
        int alpha = argb >>> 24;
        pixels[out++] = onWhite((argb >> 16) & 0xFF, alpha);
        pixels[out++] = onWhite((argb >> 8) & 0xFF, alpha);
        pixels[out++] = onWhite(argb & 0xFF, alpha);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  private static RgbImage ofSamples(Raster raster, int colours, boolean hasAlpha) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    SampleModel model = raster.getSampleModel();
    int bands = model.getNumBands();
    int[] max = new int[bands];
    for (int band = 0; band < bands; band++) {
      max[band] = (1 << model.getSampleSize(band)) - 1;
    }
    byte[] pixels = new byte[width * height * 3];
    int[] row = new int[width * bands];
    int out = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int in = 0; in < row.length; in += bands) {
        int alpha = hasAlpha ? to8Bits(row[in + colours], max[colours]) : 255;
        for (int channel = 0; channel < 3; channel++) {
          int band = colours == 1 ? 0 : channel;
          pixels[out++] = onWhite(to8Bits(row[in + band], max[band]), alpha);
        }
      }
    }
    return new RgbImage(width, height, pixels);
  }

  private static int to8Bits(int value, int max) {
    return max == 255 ? value : (value * 255 + max / 2) / max;
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) (alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  /**
   * Converts four inks by R = (255 − C)(255 − K)/255 and so on: without the press's profile, which
   * is seldom in the file, there is nothing better that gives the same on every machine.
   */
  static RgbImage ofInks(Raster raster, Colours colours) throws BadImageException {
    int width = raster.getWidth();
    int height = raster.getHeight();
    if (raster.getNumBands() != 4) {
      throw new BadImageException("an image of " + raster.getNumBands() + " inks; expected 4");
    }
    byte[] pixels = new byte[width * height * 3];
    int[] row = new int[width * 4];
    int out = 0;
    for (int line = 0; line < height; line++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + line, width, 1, row);
      for (int in = 0; in < row.length; in += 4) {
        int c = row[in];
        int m = row[in + 1];
        int y = row[in + 2];
        int k = row[in + 3];
        if (colours == Colours.YCCK) {
          // JFIF 1.02: the transform of YCbCr, here to inks.
          double luma = c;
          double blue = m - 128.0;
          double red = y - 128.0;
          c = 255 - clamp(luma + 1.402 * red);
          m = 255 - clamp(luma - 0.344136 * blue - 0.714136 * red);
          y = 255 - clamp(luma + 1.772 * blue);
        }
        pixels[out++] = (byte) ((c * k + 127) / 255);
        pixels[out++] = (byte) ((m * k + 127) / 255);
        pixels[out++] = (byte) ((y * k + 127) / 255);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }
}
