package io.github.xception.train;

import io.github.xception.api.backend.StepResult;

/**
 * One step.
 *
 * @param step steps done so far, this one included
 * @param epoch epochs done so far, with a fraction
 * @param learningRate the rate of this step
 * @param result what the step saw
 * @param timing where its time went
 */
public record StepReport(
    long step, double epoch, double learningRate, StepResult result, StepTiming timing) {}
