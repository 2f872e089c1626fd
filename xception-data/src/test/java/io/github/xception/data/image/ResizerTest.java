package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.data.image.Resizer.Filter;
import io.github.xception.data.image.Resizer.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizerTest {
  private static final RgbImage SOURCE = Golden.image("resize/source.png");

  @ParameterizedTest
  @CsvSource({"149,149", "20,20", "7,5", "61,20", "1,1", "40,90"})
  void bilinearIsPillows(int width, int height) {
    RgbImage resized = new Resizer(Filter.TRIANGLE).resize(SOURCE, width, height);
    // Pillow rounds between its two passes, this does not.
    assertThat(
            Golden.largestDifference(
                resized, Golden.image("resize/bilinear-" + width + "x" + height + ".png")))
        .isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"149,149", "20,20", "7,5", "61,20", "1,1", "40,90"})
  void nearestIsPillows(int width, int height) {
    RgbImage resized = new Resizer(Filter.NEAREST).resize(SOURCE, width, height);
    assertThat(
            Golden.largestDifference(
                resized, Golden.image("resize/nearest-" + width + "x" + height + ".png")))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"TRIANGLE,bilinear,1", "NEAREST,nearest,0"})
  void aPartIsResizedAsIfCutOut(Filter filter, String name, int tolerance) {
    float[] values = new float[16 * 16 * 3];
    new Resizer(filter).resize(SOURCE, new Part(10, 5, 30, 23), 16, 16, values);
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(values[i]);
    }
    assertThat(
            Golden.largestDifference(
                new RgbImage(16, 16, pixels), Golden.image("resize/part-" + name + "-16x16.png")))
        .isLessThanOrEqualTo(tolerance);
  }

  @Test
  void halvingALineTakesATriangleOfRadiusTwo() {
    // Output pixel 1 has its centre at 3 of the input: weights 1, 3, 3, 1 of 8.
    byte[] pixels = new byte[3 * 8];
    int[] line = {0, 8, 80, 160, 240, 16, 0, 0};
    for (int i = 0; i < line.length; i++) {
      Arrays.fill(pixels, 3 * i, 3 * i + 3, (byte) line[i]);
    }
    float[] values = new float[4 * 3];
    RgbImage image = new RgbImage(8, 1, pixels);
    new Resizer(Filter.TRIANGLE).resize(image, Part.whole(image), 4, 1, values);
    assertThat(values[3]).isCloseTo((8 + 3 * 80 + 3 * 160 + 240) / 8f, within(1e-4f));
    assertThat(values[4]).isEqualTo(values[3]);
    // At the border the filter is cut and normalised: 3, 3, 1 of 7.
    assertThat(values[0]).isCloseTo((3 * 0 + 3 * 8 + 80) / 7f, within(1e-4f));
  }

  @Test
  void sameSizeIsTheSameImage() {
    assertThat(new Resizer(Filter.TRIANGLE).resize(SOURCE, SOURCE.width(), SOURCE.height()))
        .isSameAs(SOURCE);
  }
}
