package io.github.xception.train;

/** The loss or a weight became infinite or not a number. */
public final class DivergenceException extends TrainingException {
  private static final long serialVersionUID = 1;

  private final long step;

  /**
   * Makes an exception for a step.
   *
   * @param step the number of the step, from 1
   * @param message what is not finite, and what can be done
   */
  public DivergenceException(long step, String message) {
    super(message);
    this.step = step;
  }

  /** Returns the number of the step, from 1. */
  public long step() {
    return step;
  }
}
