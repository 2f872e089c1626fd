package io.github.xception.data.batch;

import io.github.xception.api.spec.AugmentationSpec.Mix;
import io.github.xception.api.spec.AugmentationSpec.Mix.Cutmix;
import io.github.xception.api.spec.AugmentationSpec.Mix.Mixup;
import io.github.xception.api.tensor.RandomStream;
import java.nio.FloatBuffer;

/** Mixes each example of a batch with the next one, in place; the formulas are {@link Mix}'s. */
final class Mixer {
  private final Mix mix;
  private final int height;
  private final int width;
  private final int channels;
  private final int classes;

  Mixer(Mix mix, int height, int width, int channels, int classes) {
    this.mix = mix;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classes = classes;
  }

  /**
   * Mixes a batch.
   *
   * @param images examples x height x width x channels
   * @param labels examples x classes
   * @param random a stream of the batch's own
   */
  void mix(FloatBuffer images, FloatBuffer labels, int examples, RandomStream random) {
    int length = height * width * channels;
    // The last example is mixed with the first one as it was.
    float[] firstImage = new float[length];
    float[] firstLabel = new float[classes];
    images.get(0, firstImage);
    labels.get(0, firstLabel);
    FloatBuffer wrappedImage = FloatBuffer.wrap(firstImage);
    FloatBuffer wrappedLabel = FloatBuffer.wrap(firstLabel);
    for (int i = 0; i < examples; i++) {
      boolean last = i == examples - 1;
      FloatBuffer image = images.slice(i * length, length);
      FloatBuffer next = last ? wrappedImage : images.slice((i + 1) * length, length);
      double share = share(mix.alpha(), random);
      if (mix instanceof Mixup) {
        blend(image, next, (float) share);
      } else if (mix instanceof Cutmix) {
        share = paste(image, next, share, random);
      }
      blend(
          labels.slice(i * classes, classes),
          last ? wrappedLabel : labels.slice((i + 1) * classes, classes),
          (float) share);
    }
  }

  private static void blend(FloatBuffer values, FloatBuffer others, float share) {
    for (int i = 0; i < values.limit(); i++) {
      values.put(i, share * values.get(i) + (1 - share) * others.get(i));
    }
  }

  /** Replaces a box, and returns the share of the image that is left. */
  private double paste(FloatBuffer image, FloatBuffer next, double share, RandomStream random) {
    double side = Math.sqrt(1 - share);
    Extent rows = Extent.around(random.nextInt(height), side * height, height);
    Extent columns = Extent.around(random.nextInt(width), side * width, width);
    int length = (columns.end() - columns.begin()) * channels;
    for (int row = rows.begin(); row < rows.end(); row++) {
      int begin = (row * width + columns.begin()) * channels;
      image.put(begin, next, begin, length);
    }
    double pasted = (double) (rows.end() - rows.begin()) * (columns.end() - columns.begin());
    return 1 - pasted / (height * width);
  }

  /** From {@code begin} to before {@code end}. */
  private record Extent(int begin, int end) {
    static Extent around(int centre, double length, int limit) {
      int whole = (int) Math.rint(length);
      int begin = centre - whole / 2;
      return new Extent(Math.max(0, begin), Math.min(limit, begin + whole));
    }
  }

  /**
   * Draws from Beta(α, α) by Jöhnk's method (1964): u^(1/α) over u^(1/α) + v^(1/α) for uniform u
   * and v for which that sum is at most 1. In logarithms, since the powers vanish for a small α.
   */
  private static double share(double alpha, RandomStream random) {
    while (true) {
      double logU = StrictMath.log(1 - random.nextDouble()) / alpha;
      double logV = StrictMath.log(1 - random.nextDouble()) / alpha;
      double largest = Math.max(logU, logV);
      double logSum =
          largest + StrictMath.log(StrictMath.exp(logU - largest) + StrictMath.exp(logV - largest));
      if (logSum <= 0) {
        return StrictMath.exp(logU - logSum);
      }
    }
  }
}
