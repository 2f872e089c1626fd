package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/**
 * A stratified split: the same share of each class is held out.
 *
 * @param testFraction share of the images that is held out, in [0, 1)
 * @param validationFraction share of the other images that is kept from training too, in [0, 1), to
 *     choose by: when to stop, which checkpoint to keep, which settings are better. Which images
 *     are held out does not depend on it
 * @param shuffle whether images are drawn from their class at random; false takes the last ones in
 *     the order of their names, as the 2017 article did
 * @param seed decides which are drawn
 */
public record SplitSpec(
    @Range(min = 0, max = 1, maxExclusive = true) @Default("0.2") double testFraction,
    @Range(min = 0, max = 1, maxExclusive = true) @Default("0") double validationFraction,
    @Default("true") boolean shuffle,
    @Default("0") long seed) {}
