package io.github.xception.data;

import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.RgbImage;

/**
 * An image that a source lists.
 *
 * @param name its name, unique in the source, parts separated by {@code /}
 * @param label its class
 * @param content how to get its pixels
 */
record SourceImage(String name, int label, Content content) {
  /** How to get an image's pixels. Thread-safe, and gives the same at each call. */
  @FunctionalInterface
  interface Content {
    /**
     * Reads and decodes the image.
     *
     * @throws BadImageException if it cannot be read or is not an image
     */
    RgbImage decode(ImageDecoder decoder) throws BadImageException;
  }
}
