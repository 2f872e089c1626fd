package io.github.xception.api.backend;

import io.github.xception.api.tensor.Weights;

/**
 * All that an optimizer remembers.
 *
 * @param step steps applied so far
 * @param slots tensors at {@code slot/parameter path}, for example {@code m/dense/kernel}; slots as
 *     {@code OptimizerSpec.slots()} names them, one per trainable parameter
 */
public record OptimizerState(long step, Weights slots) {}
