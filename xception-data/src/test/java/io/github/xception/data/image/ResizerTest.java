package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.data.image.Resizer.Filter;
import io.github.xception.data.image.Resizer.Part;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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

  @ParameterizedTest
  @CsvSource({
    // The whole height of a wide image, the whole width of a high one.
    "700, 500, 149, 149, 1, 100, 0, 500, 500",
    "500, 700, 149, 149, 1, 0, 100, 500, 500",
    "700, 500, 149, 149, 0.875, 131, 31, 438, 438",
    "700, 500, 20, 10, 0.5, 175, 162, 350, 175",
    "500, 3, 8, 80, 0.1, 249, 1, 1, 1"
  })
  void theMiddleHasTheProportionsAskedFor(
      int width, int height, int toWidth, int toHeight, double share, int x, int y, int w, int h) {
    RgbImage image = new RgbImage(width, height, new byte[3 * width * height]);
    assertThat(Part.middle(image, toWidth, toHeight, share)).isEqualTo(new Part(x, y, w, h));
  }

  @Test
  void aFitResizesTheMiddle() {
    Part middle = Part.middle(SOURCE, 9, 12, 0.8);
    for (Filter filter : Filter.values()) {
      RgbImage fitted = new ImageFit(new Resizer(filter), 0.8).apply(SOURCE, 9, 12);
      RgbImage expected = new Resizer(filter).resize(SOURCE, middle, 9, 12);
      assertThat(fitted.pixels()).isEqualTo(expected.pixels());
      RgbImage whole = ImageFit.whole(filter).apply(SOURCE, 9, 12);
      assertThat(whole.pixels()).isEqualTo(new Resizer(filter).resize(SOURCE, 9, 12).pixels());
    }
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
  void areaTakesPartsOfPixelsByTheirShare() {
    RgbImage three = line(30, 90, 240);
    assertThat(reds(three, 2)).containsExactly(new float[] {50, 190}, within(1e-4f));
    // Where an image gets larger, a pixel may lie in two.
    assertThat(reds(line(30, 90), 3)).containsExactly(new float[] {30, 60, 90}, within(1e-4f));
    assertThat(reds(line(30, 90), 4)).containsExactly(new float[] {30, 30, 90, 90}, within(1e-4f));
  }

  @Property(tries = 300)
  void areaKeepsTheMean(
      @ForAll @IntRange(min = 1, max = 300) int in, @ForAll @IntRange(min = 1, max = 300) int out) {
    int[] values = IntStream.range(0, in).map(i -> (i * 97 + i * i) & 0xFF).toArray();
    float[] resized = reds(line(values), out);
    double mean = IntStream.range(0, out).mapToDouble(i -> resized[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(IntStream.of(values).average().orElseThrow(), within(1e-3));
  }

  private static RgbImage line(int... values) {
    byte[] pixels = new byte[3 * values.length];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(pixels, 3 * i, 3 * i + 3, (byte) values[i]);
    }
    return new RgbImage(values.length, 1, pixels);
  }

  /** Returns the red values of a line in another width. */
  private static float[] reds(RgbImage line, int width) {
    float[] values = new float[3 * width];
    new Resizer(Filter.AREA).resize(line, Part.whole(line), width, 1, values);
    float[] reds = new float[width];
    for (int i = 0; i < width; i++) {
      reds[i] = values[3 * i];
    }
    return reds;
  }

  @Test
  void sameSizeIsTheSameImage() {
    assertThat(new Resizer(Filter.TRIANGLE).resize(SOURCE, SOURCE.width(), SOURCE.height()))
        .isSameAs(SOURCE);
  }
}
