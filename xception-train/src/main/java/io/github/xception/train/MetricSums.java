package io.github.xception.train;

import io.github.xception.api.backend.StepResult;

/**
 * What the steps since the last report add up to. Kept with a checkpoint, so that a resumed run
 * reports the same means.
 *
 * @param examples images
 * @param loss sum of the loss over the images
 * @param crossEntropy sum of the cross-entropy over the images
 * @param correct images that were classified right
 */
record MetricSums(long examples, double loss, double crossEntropy, long correct) {
  /** Nothing yet. */
  static final MetricSums NONE = new MetricSums(0, 0, 0, 0);

  MetricSums plus(StepResult result) {
    return new MetricSums(
        examples + result.examples(),
        loss + result.loss() * result.examples(),
        crossEntropy + result.crossEntropy() * result.examples(),
        correct + result.correct());
  }

  double meanLoss() {
    return loss / examples;
  }

  double meanCrossEntropy() {
    return crossEntropy / examples;
  }

  double accuracy() {
    return (double) correct / examples;
  }
}
