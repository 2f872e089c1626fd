package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.data.Bombs;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Bytes that somebody broke, by accident or on purpose. */
class HostileImagesTest {
  private final ImageDecoder decoder = new ImageDecoder(1 << 26);

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
        "baseline.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "orientation-6.jpg",
        "rgb.png",
        "palette-alpha.png",
        "interlaced.png",
        "rgb-16.png",
        "orientation-6.png",
        "animated.gif",
        "rgb.bmp",
        "palette.bmp");
  }

  /** Whatever else comes out of the decoder fails the test. */
  @Property(tries = 4000)
  void mutatedFilesAreDecodedOrBad(@ForAll("files") String name, @ForAll long seed) {
    byte[] file = mutated(Golden.bytes("formats/" + name), new Random(seed));
    try {
      RgbImage image = decoder.decode(file);
      assertThat(image.pixels().length).isPositive();
    } catch (BadImageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] mutated(byte[] file, Random random) {
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 4);
    for (int i = 0; i < changes; i++) {
      // Headers matter more than pixels.
      int at = random.nextInt(random.nextBoolean() ? Math.min(64, file.length) : file.length);
      file[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xFF;
            case 1 -> 0;
            case 2 -> (byte) (file[at] ^ (1 << random.nextInt(8)));
            default -> (byte) random.nextInt(256);
          };
    }
    if (PngStructure.matches(file)) {
      Checksums.mend(file);
    }
    return file;
  }

  @Test
  void refusesTooManyPixelsBeforeDecodingThem() {
    assertThatThrownBy(() -> decoder.decode(Bombs.png(20_000, 20_000)))
        .isInstanceOf(BadImageException.class)
        .hasMessage("an image of 20000 x 20000 pixels; at most 67108864 pixels are accepted");
    assertThatThrownBy(() -> decoder.decode(Bombs.png(Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("at most 67108864 pixels are accepted");
  }

  @Test
  void refusesWhatTheHeapDoesNotHold() {
    assertThatThrownBy(() -> new ImageDecoder(1 << 20).decode(Bombs.png(1000, 1000)))
        .isInstanceOf(BadImageException.class)
        .hasMessage(
            "an image of 1000 x 1000 pixels takes up to 8 MB to decode, and the Java heap is too"
                + " small for that; raise it with -Xmx");
  }

  @Test
  void neverUnpacksTextOrProfiles() throws BadImageException {
    for (String kind : List.of("zTXt", "iCCP")) {
      byte[] bomb = Bombs.pngWithChunk(kind, 1 << 30);
      RgbImage image =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> decoder.decode(bomb), "unpacked " + kind);
      assertThat(image.width()).isEqualTo(2);
    }
  }

  @Test
  void refusesTooManyScans() {
    byte[] jpeg = Golden.bytes("formats/progressive.jpg");
    // The last scan again and again; it is legal to refine nothing.
    int scan = lastIndexOfScan(jpeg);
    byte[] tail = java.util.Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    java.io.ByteArrayOutputStream bomb = new java.io.ByteArrayOutputStream();
    bomb.write(jpeg, 0, scan);
    for (int i = 0; i < 300; i++) {
      bomb.writeBytes(tail);
    }
    bomb.write(0xFF);
    bomb.write(0xD9);
    assertThatThrownBy(() -> decoder.decode(bomb.toByteArray()))
        .isInstanceOf(BadImageException.class)
        .hasMessage("a JPEG of more than 200 scans");
  }

  private static int lastIndexOfScan(byte[] jpeg) {
    for (int i = jpeg.length - 2; i >= 0; i--) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
        return i;
      }
    }
    throw new AssertionError("no scan");
  }
}
