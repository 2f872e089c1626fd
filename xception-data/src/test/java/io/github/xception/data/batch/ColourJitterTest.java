package io.github.xception.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
  private static float[] changed(double saturation, double hue, float... values) {
    float[] copy = values.clone();
    new ColourJitter(saturation, hue).apply(copy);
    return copy;
  }

  private static double luma(float[] rgb) {
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  }

  /** 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2, and values leave it by the factor. */
  @Test
  void saturationIsTheDistanceFromGrey() {
    assertThat(changed(0, 0, 200, 100, 50))
        .containsExactly(new float[] {124.2f, 124.2f, 124.2f}, within(1e-3f));
    assertThat(changed(0.5, 0, 200, 100, 50))
        .containsExactly(new float[] {162.1f, 112.1f, 87.1f}, within(1e-3f));
    assertThat(changed(2, 0, 200, 100, 50))
        .containsExactly(new float[] {275.8f, 75.8f, -24.2f}, within(1e-3f));
  }

  /**
   * Computed by the matrix from RGB to YIQ of NTSC and its inverse: I and Q are a coordinate system
   * of the same plane as U and V. Orange turns towards yellow.
   */
  @Test
  void hueIsATurnInYiq() {
    assertThat(changed(1, 30, 200, 100, 50))
        .containsExactly(new float[] {169.03f, 126.96f, -7.62f}, within(0.05f));
    assertThat(changed(1.5, -90, 10, 20, 250))
        .containsExactly(new float[] {-130.76f, 149.11f, -45.62f}, within(0.05f));
  }

  @Property(tries = 200)
  void lumaStaysAndGreyIsNoColour(
      @ForAll @FloatRange(min = 0, max = 255) float red,
      @ForAll @FloatRange(min = 0, max = 255) float green,
      @ForAll @FloatRange(min = 0, max = 255) float blue,
      @ForAll @IntRange(min = 0, max = 30) int saturationTenths,
      @ForAll @IntRange(min = -180, max = 180) int hue) {
    float[] rgb = {red, green, blue};
    float[] out = changed(saturationTenths / 10.0, hue, rgb);
    assertThat(luma(out)).isCloseTo(luma(rgb), within(1e-3));
    assertThat(changed(saturationTenths / 10.0, hue, red, red, red))
        .containsExactly(new float[] {red, red, red}, within(1e-3f));
  }

  @Property(tries = 200)
  void aTurnBackUndoesATurn(@ForAll @IntRange(min = -180, max = 180) int hue) {
    float[] rgb = {200, 100, 50};
    assertThat(changed(1, -hue, changed(1, hue, rgb))).containsExactly(rgb, within(1e-2f));
  }

  @Test
  void nothingChangesEachPixelByItself() {
    assertThat(changed(1, 0, 1, 2, 3, 4, 5, 6))
        .containsExactly(new float[] {1, 2, 3, 4, 5, 6}, within(1e-5f));
    assertThat(changed(0, 0, 9, 9, 9, 100, 0, 0))
        .containsExactly(new float[] {9, 9, 9, 29.9f, 29.9f, 29.9f}, within(1e-4f));
  }
}
