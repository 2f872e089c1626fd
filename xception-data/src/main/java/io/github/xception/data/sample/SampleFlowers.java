package io.github.xception.data.sample;

import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.image.RgbImage;
import java.util.List;

/**
 * The generated sample set. Every image comes from (seed, class, index) and is the same on every
 * machine and JDK. Place, size, turn, tilt, colours, light and background vary within a class.
 */
public final class SampleFlowers {
  /** How many kinds of flowers there are. */
  public static final int MAX_CLASSES = FlowerKind.ALL.size();

  private SampleFlowers() {}

  /** Returns the names of the first {@code classes} kinds. */
  public static List<String> classes(int classes) {
    return FlowerKind.ALL.subList(0, classes).stream().map(FlowerKind::name).toList();
  }

  /**
   * Draws a flower.
   *
   * @param spec the sample set
   * @param label the class, below {@link #MAX_CLASSES}
   * @param index the image's number within its class
   */
  public static RgbImage draw(Sample spec, int label, int index) {
    FlowerKind kind = FlowerKind.ALL.get(label);
    RandomStream random = RandomStream.of(spec.seed(), "sample/" + kind.name() + "/" + index);
    return new Canvas(spec.size(), Meadow.draw(random), Flower.draw(kind, random), random).paint();
  }
}
