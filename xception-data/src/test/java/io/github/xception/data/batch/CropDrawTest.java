package io.github.xception.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.batch.Variation.CropDraw;
import io.github.xception.data.image.Resizer.Part;
import io.github.xception.data.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropDrawTest {
  /** The whole area in another shape never fits. */
  @ParameterizedTest
  @CsvSource({"100, 10, 43, 0, 13, 10", "10, 100, 0, 43, 10, 13"})
  void whatNeverFitsIsTheLargestPartInTheMiddleOfAnAllowedShape(
      int width, int height, int x, int y, int w, int h) {
    Crop crop = new Crop(new Interval(1, 1), new Interval(0.75, 4 / 3.0));
    RgbImage image = new RgbImage(width, height, new byte[3 * width * height]);
    for (int seed = 0; seed < 20; seed++) {
      Part part = new CropDraw(crop, RandomStream.of(seed, "crop")).draw(image);
      assertThat(part).isEqualTo(new Part(x, y, w, h));
    }
  }
}
