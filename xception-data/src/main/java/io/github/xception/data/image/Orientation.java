package io.github.xception.data.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/**
 * How a stored image is to be turned so that its top is up: the eight values of the Exif tag
 * Orientation (Exif 2.32, 4.6.4 A), in their order, 1 to 8.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  ROTATED_180(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  ROTATED_90(true, true, false),
  TRANSVERSED(true, true, true),
  ROTATED_270(true, false, true);

  private final boolean transpose;
  private final boolean mirror;
  private final boolean flip;

  /** The turn: rows and columns exchanged, then mirrored left to right, then top to bottom. */
  Orientation(boolean transpose, boolean mirror, boolean flip) {
    this.transpose = transpose;
    this.mirror = mirror;
    this.flip = flip;
  }

  /**
   * Returns the orientation that an Exif block tells.
   *
   * @param tiff the block from its TIFF header on
   * @return {@link #UPRIGHT} if it tells none, or is damaged: the pixels may still be good
   */
  static Orientation ofExif(byte[] tiff) {
    try {
      Metadata metadata = new Metadata();
      new ExifReader().extract(new ByteArrayReader(tiff), metadata);
      ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
      if (directory == null) {
        return UPRIGHT;
      }
      Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return value == null || value < 1 || value > 8 ? UPRIGHT : values()[value - 1];
    } catch (RuntimeException damaged) {
      return UPRIGHT;
    }
  }

  /** Returns the image turned upright. */
  RgbImage apply(RgbImage image) {
    if (this == UPRIGHT) {
      return image;
    }
    int width = transpose ? image.height() : image.width();
    int height = transpose ? image.width() : image.height();
    byte[] from = image.pixels();
    byte[] to = new byte[from.length];
    int stepX = 3 * (transpose ? image.width() : 1);
    int stepY = 3 * (transpose ? 1 : image.width());
    int out = 0;
    for (int y = 0; y < height; y++) {
      int row = stepY * (flip ? height - 1 - y : y);
      for (int x = 0; x < width; x++) {
        int in = row + stepX * (mirror ? width - 1 - x : x);
        to[out++] = from[in];
        to[out++] = from[in + 1];
        to[out++] = from[in + 2];
      }
    }
    return new RgbImage(width, height, to);
  }
}
