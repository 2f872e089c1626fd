package io.github.xception.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.spec.AugmentationSpec.Per;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.batch.Variation.CropDraw;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.Resizer.Filter;
import io.github.xception.data.image.Resizer.Part;
import io.github.xception.data.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InputWriterTest {
  private static final ImageFit WHOLE = ImageFit.whole(Filter.TRIANGLE);

  /** Two pixels: red 10 and 30, green 100 and 200, blue 0 and 255. */
  private static final RgbImage TWO =
      new RgbImage(2, 1, new byte[] {10, 100, 0, 30, (byte) 200, (byte) 255});

  private static float[] write(Scaling scaling, Variation variation) {
    return new InputWriter(new InputSpec(1, 2, 3, scaling), WHOLE).write(TWO, variation);
  }

  private static Variation varied(boolean flip, double brightness, double contrast) {
    return new Variation(flip, 0, brightness, contrast, ColourJitter.NONE, Optional.empty());
  }

  @Test
  void scalesAsTheInputAsks() {
    assertThat(write(Scaling.NONE, Variation.NONE)).containsExactly(10, 100, 0, 30, 200, 255);
    assertThat(write(Scaling.UNIT, Variation.NONE))
        .containsExactly(10 / 255f, 100 / 255f, 0, 30 / 255f, 200 / 255f, 1);
    assertThat(write(Scaling.SYMMETRIC, Variation.NONE))
        .containsExactly(
            10 / 127.5f - 1, 100 / 127.5f - 1, -1, 30 / 127.5f - 1, 200 / 127.5f - 1, 1);
  }

  @Test
  void flips() {
    assertThat(write(Scaling.NONE, varied(true, 0, 1))).containsExactly(30, 200, 255, 10, 100, 0);
  }

  /** A crop of the whole and the whole are turned alike. */
  @Test
  void turns() {
    RgbImage image = random(5, 5, 1);
    InputSpec square = new InputSpec(5, 5, 3, Scaling.NONE);
    Crop whole = new Crop(new Interval(1, 1), new Interval(1, 1));
    CropDraw crop = new CropDraw(whole, RandomStream.of(1, "crop"));
    for (Optional<CropDraw> part : List.of(Optional.<CropDraw>empty(), Optional.of(crop))) {
      Variation quarter = new Variation(false, 90, 0, 1, ColourJitter.NONE, part);
      float[] values = new InputWriter(square, WHOLE).write(image, quarter);
      for (int i = 0; i < 25; i++) {
        assertThat(values[3 * i]).isCloseTo(image.value(4 - i / 5, i % 5, 0), within(1e-3f));
      }
    }
  }

  @Test
  void addsBrightnessWithoutClipping() {
    assertThat(write(Scaling.NONE, varied(false, -20, 1)))
        .containsExactly(-10, 80, -20, 10, 180, 235);
  }

  @Test
  void spreadsValuesFromTheMeanOfTheirChannel() {
    // The means are 20, 150 and 127.5.
    assertThat(write(Scaling.NONE, varied(false, 0, 2)))
        .containsExactly(0, 50, -127.5f, 40, 250, 382.5f);
  }

  @Test
  void brightnessMovesTheMeanSoContrastDoesNotMultiplyIt() {
    assertThat(write(Scaling.NONE, varied(false, 10, 0.5)))
        .containsExactly(25, 135, 73.75f, 35, 185, 201.25f);
  }

  /** Luma 61.69 and 155.44. */
  @Test
  void changesColours() {
    Variation grey = new Variation(true, 0, 0, 1, new ColourJitter(0, 0), Optional.empty());
    float[] expected = {155.44f, 155.44f, 155.44f, 61.69f, 61.69f, 61.69f};
    assertThat(write(Scaling.NONE, grey)).containsExactly(expected, within(1e-3f));
  }

  @Property(tries = 100)
  void aCropOfTheWholeImageIsTheWholeImage(
      @ForAll long seed,
      @ForAll boolean flip,
      @ForAll @IntRange(min = -63, max = 63) int brightness,
      @ForAll @IntRange(min = 2, max = 18) int contrastTenths) {
    RgbImage image = random(6, 6, seed);
    InputSpec input = new InputSpec(6, 6, 3, Scaling.SYMMETRIC);
    Crop whole = new Crop(new Interval(1, 1), new Interval(1, 1));
    double contrast = contrastTenths / 10.0;
    float[] cropped =
        new InputWriter(input, WHOLE)
            .write(
                image,
                new Variation(
                    flip,
                    0,
                    brightness,
                    contrast,
                    ColourJitter.NONE,
                    Optional.of(new CropDraw(whole, RandomStream.of(seed, "crop")))));
    float[] uncropped =
        new InputWriter(input, WHOLE)
            .write(
                image,
                new Variation(flip, 0, brightness, contrast, ColourJitter.NONE, Optional.empty()));
    assertThat(cropped).containsExactly(uncropped, within(1e-4f));
  }

  @Property(tries = 500)
  void cropsAreInsideTheImageAndOfTheSpecifiedRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int width,
      @ForAll @IntRange(min = 1, max = 300) int height) {
    RgbImage image = new RgbImage(width, height, new byte[width * height * 3]);
    Crop spec = new Crop(new Interval(0.35, 1), new Interval(0.75, 4 / 3.0));
    Part part = new CropDraw(spec, RandomStream.of(seed, "crop")).draw(image);
    assertThat(part.x()).isNotNegative();
    assertThat(part.y()).isNotNegative();
    assertThat(part.width()).isPositive();
    assertThat(part.height()).isPositive();
    assertThat(part.x() + part.width()).isLessThanOrEqualTo(width);
    assertThat(part.y() + part.height()).isLessThanOrEqualTo(height);
    // Sides are whole pixels, so each may be half a pixel off.
    assertThat((double) part.width())
        .isBetween(part.height() * 0.75 - 1.5, part.height() * 4 / 3.0 + 1.5);
  }

  @Test
  void drawsEachKindOfVariationWhetherOrNotTheOthersAreUsed() {
    AugmentationSpec all =
        new AugmentationSpec(
            true,
            20,
            63,
            new Interval(0.2, 1.8),
            new Interval(0.5, 1.5),
            30,
            Per.IMAGE,
            Optional.of(new Crop(new Interval(0.35, 1), new Interval(0.75, 1.5))),
            Optional.empty());
    AugmentationSpec contrastOnly =
        new AugmentationSpec(
            false,
            0,
            0,
            new Interval(0.2, 1.8),
            new Interval(1, 1),
            0,
            Per.IMAGE,
            Optional.empty(),
            Optional.empty());
    AugmentationSpec cropOnly =
        new AugmentationSpec(
            false,
            0,
            0,
            new Interval(1, 1),
            new Interval(1, 1),
            0,
            Per.IMAGE,
            Optional.of(new Crop(new Interval(0.35, 1), new Interval(0.75, 1.5))),
            Optional.empty());
    for (int i = 0; i < 20; i++) {
      Variation a = Variation.draw(all, 7, 2, i, 0);
      Variation b = Variation.draw(contrastOnly, 7, 2, i, 0);
      assertThat(b.contrast()).isEqualTo(a.contrast()).isBetween(0.2, 1.8);
      assertThat(a.rotation()).isBetween(-20.0, 20.0);
      assertThat(b.rotation()).isZero();
      assertThat(a.brightness()).isBetween(-63.0, 63.0);
      assertThat(b.brightness()).isZero();
      assertThat(b.flip()).isFalse();
      assertThat(a.colour().saturation()).isBetween(0.5, 1.5);
      assertThat(a.colour().hue()).isBetween(-30.0, 30.0);
      assertThat(b.colour().isNone()).isTrue();
      assertThat(a.crop().orElseThrow().draw(random(40, 30, 1)))
          .isEqualTo(
              Variation.draw(cropOnly, 7, 2, i, 0).crop().orElseThrow().draw(random(40, 30, 1)));
    }
  }

  @Test
  void perBatchTheToneIsOneAndTheFlipIsNot() {
    AugmentationSpec spec =
        new AugmentationSpec(
            true,
            20,
            63,
            new Interval(0.2, 1.8),
            new Interval(0.5, 1.5),
            30,
            Per.BATCH,
            Optional.empty(),
            Optional.empty());
    Variation first = Variation.draw(spec, 7, 0, 0, 0);
    boolean flips = false;
    boolean stays = false;
    for (int i = 0; i < 50; i++) {
      Variation variation = Variation.draw(spec, 7, 0, i, 0);
      assertThat(variation.brightness()).isEqualTo(first.brightness());
      assertThat(variation.contrast()).isEqualTo(first.contrast());
      assertThat(variation.colour()).isEqualTo(first.colour());
      flips |= variation.flip();
      stays |= !variation.flip();
    }
    assertThat(flips && stays).isTrue();
    assertThat(Variation.draw(spec, 7, 0, 0, 1).brightness()).isNotEqualTo(first.brightness());
    assertThat(Variation.draw(spec, 7, 0, 0, 1).colour()).isNotEqualTo(first.colour());
  }

  /** Colours are drawn from a stream of their own: they tell nothing of the other draws. */
  @Test
  void coloursAreIndependentOfTheFlip() {
    AugmentationSpec spec =
        new AugmentationSpec(
            true,
            20,
            0,
            new Interval(1, 1),
            new Interval(0.5, 1.5),
            0,
            Per.IMAGE,
            Optional.empty(),
            Optional.empty());
    assertThat(
            IntStream.range(0, 60)
                .mapToObj(i -> Variation.draw(spec, 7, 0, i, 0))
                .map(v -> List.of(v.flip(), v.colour().saturation() < 1))
                .distinct())
        .hasSize(4);
  }

  /** What a run drew before there were colours to draw is what it draws now. */
  @Test
  void drawsTheSameNumbersForEver() {
    AugmentationSpec spec =
        new AugmentationSpec(
            true,
            20,
            63,
            new Interval(0.2, 1.8),
            new Interval(0.5, 1.5),
            30,
            Per.IMAGE,
            Optional.of(new Crop(new Interval(0.35, 1), new Interval(0.75, 1.5))),
            Optional.empty());
    Variation variation = Variation.draw(spec, 7, 2, 3, 0);
    assertThat(variation.flip()).isFalse();
    assertThat(variation.brightness()).isEqualTo(-0.004224136949738444);
    assertThat(variation.contrast()).isEqualTo(0.22608132187435237);
    assertThat(variation.crop().orElseThrow().draw(random(40, 30, 1)))
        .isEqualTo(new Part(5, 0, 34, 25));
  }

  @Property(tries = 100)
  void coloursMayChangeBehindTheScaling(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 20) int saturationTenths,
      @ForAll @IntRange(min = -180, max = 180) int hue) {
    RgbImage image = random(4, 3, seed);
    ColourJitter colour = new ColourJitter(saturationTenths / 10.0, hue);
    Variation variation = new Variation(true, 0, 20, 0.7, colour, Optional.empty());
    float[] raw = input(Scaling.NONE).write(image, variation);
    float[] scaled = input(Scaling.SYMMETRIC).write(image, variation);
    for (int i = 0; i < raw.length; i++) {
      assertThat(scaled[i]).isCloseTo(raw[i] / 127.5f - 1, within(1e-4f));
    }
  }

  private static InputWriter input(Scaling scaling) {
    return new InputWriter(new InputSpec(3, 4, 3, scaling), WHOLE);
  }

  static RgbImage random(int width, int height, long seed) {
    RandomStream random = RandomStream.of(seed, "image");
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    return new RgbImage(width, height, pixels);
  }
}
