package io.github.xception.data.batch;

import io.github.xception.data.image.RgbImage;
import java.util.function.Supplier;

/**
 * A labelled image at hand.
 *
 * @param name the image's name
 * @param label its class
 * @param pixels gives the same pixels at each call, from memory or read anew; thread-safe. What it
 *     throws ends the stream that asked
 */
public record StoredImage(String name, int label, Supplier<RgbImage> pixels) {}
