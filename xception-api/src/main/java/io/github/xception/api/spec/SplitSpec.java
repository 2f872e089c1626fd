package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;

/**
 * A stratified split: the same share of each class is held out.
 *
 * @param testFraction share of the images that is held out, in [0, 1)
 * @param seed decides which
 */
public record SplitSpec(
    @Range(min = 0, max = 1, maxExclusive = true) @Default("0.2") double testFraction,
    @Default("0") long seed) {}
