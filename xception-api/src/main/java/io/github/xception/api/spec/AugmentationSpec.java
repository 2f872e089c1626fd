package io.github.xception.api.spec;

import java.util.Optional;

/**
 * How a training image varies from epoch to epoch, in this order: crop, flip, brightness, contrast.
 * Values are those of a 0-255 image and are not clipped.
 *
 * @param flip whether half of the images are mirrored left to right; drawn per image
 * @param brightness the largest amount added to or taken from all values, 0 for none
 * @param contrast the range of the factor by which values leave the image's own mean per channel
 * @param per whether brightness and contrast are drawn for each image or once for a batch
 * @param crop a random resized crop, or none: then the whole image is resized
 */
public record AugmentationSpec(
    boolean flip, double brightness, Range contrast, Per per, Optional<Crop> crop) {
  /** How often brightness and contrast are drawn. */
  public enum Per {
    /** For each image. */
    IMAGE,
    /** Once for all images of a batch, as the 2017 article did. */
    BATCH
  }

  /**
   * A range to draw from.
   *
   * @param min the smallest value
   * @param max the largest value
   */
  public record Range(double min, double max) {}

  /**
   * A random part of the image, resized to the model's input.
   *
   * @param area the part's share of the image's area, drawn uniformly
   * @param aspect the part's width over its height, drawn uniformly in the logarithm
   */
  public record Crop(Range area, Range aspect) {}

  /** No variation. */
  public static final AugmentationSpec NONE =
      new AugmentationSpec(false, 0, new Range(1, 1), Per.IMAGE, Optional.empty());
}
