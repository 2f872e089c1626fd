package io.github.xception.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.data.image.RgbImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FidelityTest {
  @Test
  void theAverageTakesPartsOfPixelsByTheirShare() {
    byte[] line = {10, 0, 0, 40, 0, 0, 70, 0, 0};
    double[] average = Fidelity.average(new RgbImage(3, 1, line), 2, 1);
    // Each covers one and a half pixels: (10 + 40/2) / 1.5 and (40/2 + 70) / 1.5.
    assertThat(average[0]).isCloseTo(20, within(1e-12));
    assertThat(average[3]).isCloseTo(60, within(1e-12));
  }

  @Test
  void areaIsExactButForRoundingAndNearestIsNot() {
    byte[] noise = new byte[3 * 70 * 50];
    new Random(1).nextBytes(noise);
    List<RgbImage> images = List.of(new RgbImage(70, 50, noise));
    // Rounding to bytes alone leaves 59 dB.
    assertThat(Fidelity.of(Resize.AREA, images, 15, 15).decibels()).isBetween(57.0, 61.0);
    assertThat(Fidelity.of(Resize.BILINEAR, images, 15, 15).decibels()).isBetween(20.0, 50.0);
    assertThat(Fidelity.of(Resize.NEAREST, images, 15, 15).decibels()).isLessThan(20);
  }
}
