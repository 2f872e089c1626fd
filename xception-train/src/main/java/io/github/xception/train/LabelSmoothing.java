package io.github.xception.train;

import io.github.xception.api.data.Batch;

/**
 * Makes labels less sure: a label becomes (1 − ε)·label + ε/classes (Szegedy et al., 2016). The
 * labels of a smoothed batch are valid until the next one is smoothed: their memory is used again.
 */
public final class LabelSmoothing {
  private final double epsilon;
  private final LabelMemory memory = new LabelMemory();

  /**
   * Makes a smoothing.
   *
   * @param epsilon ε in [0, 1); 0 leaves labels as they are
   */
  public LabelSmoothing(double epsilon) {
    this.epsilon = epsilon;
  }

  /** Returns the batch with smoothed labels. */
  public Batch apply(Batch batch) {
    if (epsilon == 0) {
      return batch;
    }
    double base = epsilon / batch.labels().shape().dim(1);
    return memory.change(batch, (label, index) -> (1 - epsilon) * label + base);
  }
}
