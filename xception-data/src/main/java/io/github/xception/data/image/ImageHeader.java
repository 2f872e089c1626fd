package io.github.xception.data.image;

/**
 * What a file's structure tells before anything is decoded.
 *
 * @param width columns
 * @param height rows
 * @param colours how the samples of a pixel mean a colour
 * @param orientation how to turn the decoded image
 * @param plain the file, reduced to what the decoder needs: so it never sees a compressed comment,
 *     a colour profile or a thumbnail
 */
record ImageHeader(int width, int height, Colours colours, Orientation orientation, Plain plain) {
  /** How the samples of a pixel mean a colour. */
  enum Colours {
    /** As the decoder's colour model says: grey, RGB or a palette, with or without alpha. */
    MODEL,
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
