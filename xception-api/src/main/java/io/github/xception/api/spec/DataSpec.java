package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/**
 * Which images, and how they become batches.
 *
 * @param source where they come from
 * @param split which of them are held out
 * @param resize how an image gets the size of the model's input
 * @param centerCrop the sides of what is taken of an image, as a share of the largest part with the
 *     proportions of the model's input: the part in the middle, of every image that is not cropped
 *     at random; 0 for the whole image, whose proportions then are not kept
 * @param onBadImage what to do about files that cannot be read
 * @param augmentation how training images vary; test images do not
 * @param workers threads that prepare batches; 0 to choose
 * @param prefetch batches that are prepared ahead
 */
public record DataSpec(
    @Default("\"sample\"") DataSourceSpec source,
    @Default("{}") SplitSpec split,
    @Default("\"bilinear\"") Resize resize,
    @Range(min = 0, max = 1) @Default("0") double centerCrop,
    @Default("\"fail\"") OnBadImage onBadImage,
    @Default("{}") AugmentationSpec augmentation,
    @Range(min = 0, max = 1024) @Default("0") int workers,
    @Range(min = 1, max = 1024) @Default("4") int prefetch) {

  /** How an image gets the size of the model's input. */
  public enum Resize {
    /** Bilinear with the filter widened by the reduction, so that nothing aliases. */
    BILINEAR,
    /** The exact average of what a pixel covers: sharper than bilinear, and as free of aliasing. */
    AREA,
    /** The nearest pixel: what the 2017 article did. */
    NEAREST
  }

  /** What to do about files that cannot be read as an image. */
  public enum OnBadImage {
    /** Name them all and stop. */
    FAIL,
    /** Name them all and go on without them. */
    SKIP
  }
}
