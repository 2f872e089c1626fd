package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.data.image.ImageHeader.Colours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegColourTest {
  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "full-chroma.jpg"})
  void convertsAsLibjpegDoesBitForBit(String name) throws Exception {
    assertIsLibjpegs(Golden.bytes("formats/" + name));
  }

  @Test
  void limitsColoursThatLeaveTheRange() throws Exception {
    BufferedImage noise = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int y = 0; y < noise.getHeight(); y++) {
      for (int x = 0; x < noise.getWidth(); x++) {
        noise.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(noise, "jpeg", file)).isTrue();
    assertIsLibjpegs(file.toByteArray());
  }

  /** Cameras write Exif in place of JFIF, and the decoder never gets to see Exif. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "progressive.jpg"})
  void knowsCoarserChromaWithoutMarkers(String name) throws Exception {
    byte[] file = Golden.bytes("formats/" + name);
    assertThat(new String(file, 6, 4, StandardCharsets.US_ASCII)).isEqualTo("JFIF");
    byte[] without = Arrays.copyOfRange(file, 18, file.length);
    without[0] = file[0];
    without[1] = file[1];
    assertIsLibjpegs(without);
  }

  /** All channels alike in sampling, and nothing that says what they are: the decoder guesses. */
  @Test
  void leavesOtherFilesToTheDecoder() throws Exception {
    byte[] file = Golden.bytes("formats/full-chroma.jpg");
    byte[] without = Arrays.copyOfRange(file, 18, file.length);
    without[0] = file[0];
    without[1] = file[1];
    assertThat(JpegStructure.read(without).colours()).isEqualTo(Colours.MODEL);
    assertThat(JpegStructure.read(Golden.bytes("formats/grey.jpg")).colours())
        .isEqualTo(Colours.MODEL);
  }

  private static void assertIsLibjpegs(byte[] file) throws Exception {
    assertThat(JpegStructure.read(file).colours()).isEqualTo(Colours.YCBCR);
    assertThat(new ImageDecoder(1 << 26).decode(file).pixels()).isEqualTo(libjpeg(file));
  }

  /** What libjpeg makes of a file when it converts the colours itself. */
  static byte[] libjpeg(byte[] file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
          reader.setInput(in);
          return rgb(reader.read(0));
        } finally {
          reader.dispose();
        }
      }
    }
    throw new AssertionError("the JDK has no JPEG reader");
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] pixels = new byte[image.getWidth() * image.getHeight() * 3];
    int out = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = image.getRGB(x, y);
        pixels[out++] = (byte) (argb >> 16);
        pixels[out++] = (byte) (argb >> 8);
        pixels[out++] = (byte) argb;
      }
    }
    return pixels;
  }
}
