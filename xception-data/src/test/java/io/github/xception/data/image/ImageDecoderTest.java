package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  /** Different inverse cosine transforms round differently. */
  private static final int JPEG_TOLERANCE = 3;

  private final ImageDecoder decoder = new ImageDecoder(1 << 26);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "full-chroma.jpg",
        "grey.jpg",
        "broken-profile.jpg",
        "orientation-1.jpg",
        "orientation-2.jpg",
        "orientation-3.jpg",
        "orientation-4.jpg",
        "orientation-5.jpg",
        "orientation-6.jpg",
        "orientation-7.jpg",
        "orientation-8.jpg",
        "cmyk.jpg",
        "cmyk-without-marker.jpg",
        "ycck.jpg"
      })
  void decodesJpegAsPillowDoes(String name) throws BadImageException {
    assertThat(difference(name)).isLessThanOrEqualTo(JPEG_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.png",
        "text.png",
        "grey.png",
        "bilevel.png",
        "palette.png",
        "interlaced.png",
        "orientation-6.png",
        "grey-16.png",
        "rgb-16.png",
        "grey-transparent.png",
        "animated.gif",
        "rgb.bmp",
        "palette.bmp"
      })
  void decodesLosslessFormatsExactly(String name) throws BadImageException {
    assertThat(difference(name)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha.png", "grey-alpha.png", "palette-alpha.png"})
  void blendsTransparentPixelsWithWhite(String name) throws BadImageException {
    assertThat(difference(name)).isLessThanOrEqualTo(1);
  }

  private int difference(String name) throws BadImageException {
    return Golden.largestDifference(
        decoder.decode(Golden.bytes("formats/" + name)),
        Golden.image("formats/" + name + ".expected.png"));
  }

  @Test
  void saysWhatAnUnsupportedFileIs() {
    assertThatThrownBy(() -> decoder.decode(Golden.bytes("formats/image.webp")))
        .isInstanceOf(BadImageException.class)
        .hasMessage(
            "a WebP image, which is not supported; expected JPEG, PNG, GIF or BMP content, whatever"
                + " the file's name");
    assertThatThrownBy(() -> decoder.decode(Golden.bytes("formats/image.tif")))
        .isInstanceOf(BadImageException.class)
        .hasMessageStartingWith("a TIFF image, which is not supported");
    assertThatThrownBy(
            () -> decoder.decode("just text".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(BadImageException.class)
        .hasMessageStartingWith("not an image");
    assertThatThrownBy(() -> decoder.decode(new byte[0]))
        .isInstanceOf(BadImageException.class)
        .hasMessage("the file is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "rgb.png",
        "palette.png",
        "rgb.bmp",
        "palette.bmp"
      })
  void findsEveryCut(String name) {
    byte[] whole = Golden.bytes("formats/" + name);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decoder.decode(cut))
          .as("%s cut to %d of %d bytes", name, length, whole.length)
          .isInstanceOf(BadImageException.class);
    }
  }

  @Test
  void ignoresWhatFollowsTheEnd() throws BadImageException {
    byte[] jpeg = Golden.bytes("formats/baseline.jpg");
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 1000);
    assertThat(decoder.decode(longer).pixels()).isEqualTo(decoder.decode(jpeg).pixels());
  }

  @Test
  void findsPixelsThatAreMissingInsideAWholeFile() {
    byte[] hollow = hollow();
    assertThatThrownBy(() -> decoder.decode(hollow))
        .isInstanceOf(BadImageException.class)
        .hasMessage("damaged JPEG: pixels are missing");
  }

  /** libjpeg warns once: of an unknown version, and then no more. */
  @Test
  void findsMissingPixelsWhateverTheVersion() {
    byte[] hollow = hollow();
    int version = 11;
    assertThat(hollow[version]).isEqualTo((byte) 1);
    hollow[version] = 0;
    assertThatThrownBy(() -> decoder.decode(hollow))
        .isInstanceOf(BadImageException.class)
        .hasMessage("damaged JPEG: pixels are missing");
  }

  private static byte[] hollow() {
    byte[] jpeg = Golden.bytes("formats/baseline.jpg");
    byte[] hollow = Arrays.copyOf(jpeg, jpeg.length - 400);
    hollow[hollow.length - 2] = (byte) 0xFF;
    hollow[hollow.length - 1] = (byte) 0xD9;
    return hollow;
  }
}
