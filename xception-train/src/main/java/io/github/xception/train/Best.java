package io.github.xception.train;

import io.github.xception.api.spec.TrainingSpec.EarlyStopping;

/**
 * The best evaluation on the validation images so far.
 *
 * @param step steps done then
 * @param metrics what it gave
 * @param evaluationsSince evaluations after it
 */
record Best(long step, TestMetrics metrics, long evaluationsSince) {
  /**
   * Tells whether an evaluation is better: more accurate, or as accurate with a lower loss.
   *
   * @param minDelta the least rise of the accuracy that counts
   */
  boolean isBeatenBy(TestMetrics other, double minDelta) {
    double rise = other.accuracy() - metrics.accuracy();
    return minDelta > 0
        ? rise >= minDelta
        : rise > 0 || (rise == 0 && other.loss() < metrics.loss());
  }

  /** Returns this, one evaluation later. */
  Best later() {
    return new Best(step, metrics, evaluationsSince + 1);
  }

  /** Tells whether the run has waited long enough for a better one. */
  boolean isFinal(EarlyStopping stopping) {
    return evaluationsSince >= stopping.patience();
  }
}
