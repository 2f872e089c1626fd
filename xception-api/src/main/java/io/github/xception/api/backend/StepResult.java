package io.github.xception.api.backend;

/**
 * What one training step saw, before the weights changed.
 *
 * @param loss what was minimised: cross-entropy plus the L2 term, if there is one
 * @param crossEntropy mean softmax cross-entropy over the batch
 * @param correct examples whose largest logit is at their largest label
 * @param examples the batch size
 */
public record StepResult(double loss, double crossEntropy, int correct, int examples) {}
