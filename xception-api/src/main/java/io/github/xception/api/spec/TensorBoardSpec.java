package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.spec.form.ShortForm;
import java.util.Optional;

/**
 * What a run writes for TensorBoard.
 *
 * @param enabled whether it writes anything
 * @param histograms whether it writes how the values of each weight are distributed
 * @param images how many images of a batch it writes, at the beginning and after each evaluation
 * @param embedding path of the node whose values on the test images the projector shows; without
 *     it, what the last dense layer reads
 */
@ShortForm("enabled")
public record TensorBoardSpec(
    @Default("true") boolean enabled,
    @Default("false") boolean histograms,
    @Range(min = 0, max = 64) @Default("4") int images,
    Optional<String> embedding) {}
