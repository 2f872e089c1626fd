package io.github.xception.data.image;

import io.github.xception.data.image.Resizer.Part;

/**
 * How an image gets the size of a network's input where nothing varies.
 *
 * @param resizer gives what is taken the size of the input
 * @param centerCrop the sides of the part that is taken from the middle, as a share of the largest
 *     one with the input's proportions; 0 for the whole image, whose proportions are not kept
 */
public record ImageFit(Resizer resizer, double centerCrop) {
  /** Returns what takes whole images, each pixel made by a filter. */
  public static ImageFit whole(Resizer.Filter filter) {
    return new ImageFit(new Resizer(filter), 0);
  }

  /** Returns what is taken of an image in the size of an input. */
  public RgbImage apply(RgbImage image, int width, int height) {
    Part part = centerCrop == 0 ? Part.whole(image) : Part.middle(image, width, height, centerCrop);
    return resizer.resize(image, part, width, height);
  }
}
