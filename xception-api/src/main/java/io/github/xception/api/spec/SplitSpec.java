package io.github.xception.api.spec;

/**
 * A stratified split: the same share of each class is held out.
 *
 * @param testFraction share of the images that is held out, in [0, 1)
 * @param seed decides which
 */
public record SplitSpec(double testFraction, long seed) {}
