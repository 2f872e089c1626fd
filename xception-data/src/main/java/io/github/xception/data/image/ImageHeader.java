package io.github.xception.data.image;

/**
 * What a file's structure tells before anything is decoded.
 *
 * @param width columns
 * @param height rows
 * @param sampleBytes bytes that a pixel's samples take once decoded
 * @param colours how the samples of a pixel mean a colour
 * @param orientation how to turn the decoded image
 * @param plain the file, reduced to what the decoder needs: so it never sees a compressed comment,
 *     a colour profile or a thumbnail
 */
record ImageHeader(
    int width, int height, int sampleBytes, Colours colours, Orientation orientation, Plain plain) {
  /** Bytes of heap that a pixel takes as RGB, and once more while it is turned upright. */
  private static final int RGB_BYTES = 6;

  /** Returns the heap that decoding takes at the most. */
  long decodedBytes() {
    return (long) width * height * (sampleBytes + RGB_BYTES);
  }

  /** How the samples of a pixel mean a colour. */
  enum Colours {
    /** As the decoder's colour model says: grey, RGB or a palette, with or without alpha. */
    MODEL,
    /** Luma and two chromas, as JFIF and Exif have them. */
    YCBCR,
    /** Four inks, 255 for none, as Adobe's programs and so all others store them. */
    CMYK,
    /** The inks' luminance and chrominance, and black: what {@link #CMYK} is compressed to. */
    YCCK
  }

  /**
   * The bytes for the decoder.
   *
   * @param format the name ImageIO has for the format
   * @param bytes the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Plain(String format, byte[] bytes) {}
}
