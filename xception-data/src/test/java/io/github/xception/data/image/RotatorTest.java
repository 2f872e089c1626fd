package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.image.Resizer.Part;
import java.util.function.IntBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotatorTest {
  @Test
  void aQuarterTurnGoesAgainstTheClock() {
    // The upper right corner comes to the upper left.
    RgbImage image = grey(3, 3, (x, y) -> 10 * y + x);
    RgbImage turned = Rotator.rotate(image, Part.whole(image), 90);
    assertThat(pixelsOf(turned)).containsExactly(2, 12, 22, 1, 11, 21, 0, 10, 20);
  }

  @Property(tries = 50)
  void halfATurnMirrorsBothWays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height) {
    RandomStream random = RandomStream.of(seed, "image");
    RgbImage image = grey(width, height, (x, y) -> random.nextInt(256));
    RgbImage turned = Rotator.rotate(image, Part.whole(image), 180);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(turned.value(x, y, 1)).isEqualTo(image.value(width - 1 - x, height - 1 - y, 1));
      }
    }
  }

  @Property(tries = 50)
  void aPartThatIsNotTurnedIsThatPart(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed, "image");
    RgbImage image = grey(8, 7, (x, y) -> random.nextInt(256));
    RgbImage part = Rotator.rotate(image, new Part(2, 3, 5, 4), 0);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        assertThat(part.value(x, y, 0)).isEqualTo(image.value(2 + x, 3 + y, 0));
      }
    }
  }

  /** Between pixels a slope is straight, so its turned values follow from the angle. */
  @Property(tries = 50)
  void aSlopeIsTurnedExactlyAroundTheCentreOfThePart(
      @ForAll @IntRange(min = -180, max = 180) int degrees) {
    RgbImage image = grey(100, 100, (x, y) -> 20 + x + y / 2);
    // Its corners stay inside the image, whatever the angle.
    Part part = new Part(40, 30, 21, 31);
    RgbImage turned = Rotator.rotate(image, part, degrees);
    double angle = Math.toRadians(degrees);
    for (int y = 0; y < 31; y++) {
      for (int x = 0; x < 21; x++) {
        // From the image to the turned one it goes counter-clockwise where rows go down.
        double fromX = 50 + Math.cos(angle) * (x - 10) - Math.sin(angle) * (y - 15);
        double fromY = 45 + Math.sin(angle) * (x - 10) + Math.cos(angle) * (y - 15);
        // Half a row is rounded down when the slope is drawn, and a value when it is turned.
        assertThat((double) turned.value(x, y, 2)).isCloseTo(20 + fromX + fromY / 2, within(1.01));
      }
    }
  }

  @Test
  void beyondItsBordersAnImageIsMirrored() {
    // A quarter turn of a wide image asks for rows that it has not.
    RgbImage image = grey(6, 2, (x, y) -> 10 * y + x);
    RgbImage turned = Rotator.rotate(image, Part.whole(image), 90);
    // The columns in the middle are inside, the others repeat what is nearest to the border first.
    assertThat(pixelsOf(turned)).containsExactly(13, 3, 3, 13, 13, 3, 12, 2, 2, 12, 12, 2);
  }

  private static RgbImage grey(int width, int height, IntBinaryOperator value) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      byte grey = (byte) value.applyAsInt(i % width, i / width);
      pixels[3 * i] = grey;
      pixels[3 * i + 1] = grey;
      pixels[3 * i + 2] = grey;
    }
    return new RgbImage(width, height, pixels);
  }

  private static int[] pixelsOf(RgbImage image) {
    int[] values = new int[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.value(i % image.width(), i / image.width(), 0);
    }
    return values;
  }
}
