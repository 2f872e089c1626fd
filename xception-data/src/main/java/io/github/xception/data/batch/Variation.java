package io.github.xception.data.batch;

import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.spec.AugmentationSpec.Per;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.image.Resizer.Part;
import io.github.xception.data.image.RgbImage;
import java.util.Optional;

/**
 * How one image is varied once.
 *
 * @param flip whether it is mirrored left to right
 * @param rotation by how many degrees it is turned, counter-clockwise
 * @param brightness what is added to each value
 * @param contrast the factor by which values leave the mean of their channel
 * @param colour how its colours change
 * @param crop which part is taken; absent: the whole
 */
record Variation(
    boolean flip,
    double rotation,
    double brightness,
    double contrast,
    ColourJitter colour,
    Optional<CropDraw> crop) {
  static final Variation NONE = new Variation(false, 0, 0, 1, ColourJitter.NONE, Optional.empty());

  /**
   * A random part of an image whose size is not known yet.
   *
   * @param spec the ranges
   * @param random a stream of its own
   */
  record CropDraw(Crop spec, RandomStream random) {
    private static final int TRIES = 10;

    /**
     * Draws a part: up to ten times an area and an aspect, until they fit into the image, then a
     * place. If none fits, the largest centred part whose aspect is allowed.
     */
    Part draw(RgbImage image) {
      int width = image.width();
      int height = image.height();
      double logMin = StrictMath.log(spec.aspect().min());
      double logMax = StrictMath.log(spec.aspect().max());
      for (int i = 0; i < TRIES; i++) {
        double area = uniform(random, spec.area()) * width * height;
        double aspect = StrictMath.exp(logMin + (logMax - logMin) * random.nextDouble());
        int w = (int) Math.rint(Math.sqrt(area * aspect));
        int h = (int) Math.rint(Math.sqrt(area / aspect));
        if (w >= 1 && w <= width && h >= 1 && h <= height) {
          return new Part(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
        }
      }
      double own = (double) width / height;
      double aspect = Math.min(Math.max(own, spec.aspect().min()), spec.aspect().max());
      return Part.middle(image, aspect, 1, 1);
    }
  }

  /**
   * Draws the variation of the image at {@code position} of {@code epoch}, which goes into the
   * batch with index {@code batch}. Each number is drawn whether the spec uses it or not, so that
   * switching one kind of variation off leaves the others as they were.
   */
  static Variation draw(AugmentationSpec spec, long seed, long epoch, int position, long batch) {
    String place = epoch + "/" + position;
    boolean perBatch = spec.per() == Per.BATCH;
    RandomStream image = RandomStream.of(seed, "augmentation/" + place);
    RandomStream tone = perBatch ? RandomStream.of(seed, "augmentation/batch/" + batch) : image;
    // Streams of their own, since a crop takes as many numbers from the image's as it needs.
    RandomStream turn = RandomStream.of(seed, "augmentation/rotation/" + place);
    RandomStream colour =
        RandomStream.of(seed, "augmentation/colour/" + (perBatch ? "batch/" + batch : place));
    boolean flip = image.nextDouble() < 0.5;
    double rotation = (2 * turn.nextDouble() - 1) * spec.rotation();
    double brightness = (2 * tone.nextDouble() - 1) * spec.brightness();
    double contrast = uniform(tone, spec.contrast());
    double saturation = uniform(colour, spec.saturation());
    double hue = (2 * colour.nextDouble() - 1) * spec.hue();
    return new Variation(
        spec.flip() && flip,
        rotation,
        brightness,
        contrast,
        new ColourJitter(saturation, hue),
        spec.crop().map(crop -> new CropDraw(crop, image)));
  }

  private static double uniform(RandomStream random, Interval interval) {
    return interval.min() + (interval.max() - interval.min()) * random.nextDouble();
  }
}
