package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;
import java.util.Optional;

/**
 * How a training image varies from epoch to epoch, in this order: crop, rotation, flip, brightness,
 * contrast, saturation and hue. Values are those of a 0-255 image and are not clipped.
 *
 * @param flip whether half of the images are mirrored left to right; drawn per image
 * @param rotation the largest angle in degrees by which an image is turned, either way, about the
 *     centre of what is taken of it; drawn per image; 0 for none
 * @param brightness the largest amount added to or taken from all values, 0 for none
 * @param contrast the range of the factor by which values leave the image's own mean per channel
 * @param saturation the range of the factor by which values leave the grey of their own pixel: 0
 *     makes an image grey
 * @param hue the largest angle in degrees by which colours are turned, either way; 0 for none
 * @param per whether brightness, contrast, saturation and hue are drawn for each image or once for
 *     a batch
 * @param crop a random resized crop, or none: then a training image is taken as a test image is
 * @param mix how an image is mixed with the next one of its batch, after all else; or not
 */
public record AugmentationSpec(
    @Default("true") boolean flip,
    @Range(min = 0, max = 180) @Default("0") double rotation,
    @Range(min = 0, max = 255) @Default("0") double brightness,
    @Default("{\"min\": 1, \"max\": 1}") Interval contrast,
    @Default("{\"min\": 1, \"max\": 1}") Interval saturation,
    @Range(min = 0, max = 180) @Default("0") double hue,
    @Default("\"image\"") Per per,
    Optional<Crop> crop,
    Optional<Mix> mix) {
  /** How often brightness, contrast, saturation and hue are drawn. */
  public enum Per {
    /** For each image. */
    IMAGE,
    /** Once for all images of a batch, as the 2017 article did. */
    BATCH
  }

  /**
   * What to draw from, uniformly.
   *
   * @param min the smallest value
   * @param max the largest value
   */
  public record Interval(
      @Range(min = 0, max = 1000) double min, @Range(min = 0, max = 1000) double max) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if min is above max
     */
    public Interval {
      if (!(min <= max)) {
        throw new IllegalArgumentException("min at most max, got " + min + " and " + max);
      }
    }
  }

  /**
   * A random part of the image, resized to the model's input.
   *
   * @param area the part's share of the image's area, drawn uniformly
   * @param aspect the part's width over its height, drawn uniformly in the logarithm
   */
  public record Crop(
      @Default("{\"min\": 0.35, \"max\": 1}") Interval area,
      @Default("{\"min\": 0.75, \"max\": 1.3333333333333333}") Interval aspect) {
    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if area is not in (0, 1] or aspect not positive
     */
    public Crop {
      if (!(area.min() > 0 && area.max() <= 1)) {
        throw new IllegalArgumentException("an area in (0, 1], got " + area);
      }
      if (!(aspect.min() > 0)) {
        throw new IllegalArgumentException("an aspect above 0, got " + aspect);
      }
    }
  }

  /**
   * How images and labels of a batch are mixed. Each image has its own share λ, drawn from Beta(α,
   * α); the label becomes λ·label + (1 − λ)·label of the next image, the last one's next being the
   * first.
   */
  public sealed interface Mix {
    /** Returns α: the smaller, the rarer a mixture that is not nearly one of the two. */
    double alpha();

    /**
     * λ·image + (1 − λ)·next image (Zhang et al., 2018).
     *
     * @param alpha α
     */
    record Mixup(@Range(min = 0, max = 10, minExclusive = true) @Default("0.2") double alpha)
        implements Mix {}

    /**
     * A box of the next image in place of the image's own, of the share 1 − λ of its area and of
     * its aspect, centred anywhere and cut at the borders; λ then is the share that is left (Yun et
     * al., 2019).
     *
     * @param alpha α
     */
    record Cutmix(@Range(min = 0, max = 10, minExclusive = true) @Default("1") double alpha)
        implements Mix {}
  }

  /** No variation. */
  public static final AugmentationSpec NONE =
      new AugmentationSpec(
          false,
          0,
          0,
          new Interval(1, 1),
          new Interval(1, 1),
          0,
          Per.IMAGE,
          Optional.empty(),
          Optional.empty());
}
