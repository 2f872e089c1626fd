package io.github.xception.train;

import java.util.OptionalDouble;

/**
 * Means over the training images since the last report.
 *
 * @param step steps done so far
 * @param epoch epochs done so far, with a fraction
 * @param loss what was minimised: cross-entropy plus the L2 term, if there is one
 * @param crossEntropy softmax cross-entropy
 * @param accuracy share of the images whose largest logit is at their largest label
 * @param learningRate the rate of the last step
 * @param gradientNorm the Euclidean norm over all gradients of the last step, before any limit;
 *     empty on an engine that does not give gradients
 * @param timing where the time of the steps went; after a resume, since then
 */
public record TrainingMetrics(
    long step,
    double epoch,
    double loss,
    double crossEntropy,
    double accuracy,
    double learningRate,
    OptionalDouble gradientNorm,
    StepTiming timing) {}
