package io.github.xception.testkit;

/**
 * How far a backend may be from the reference, which computes in double precision.
 *
 * <p>A tensor passes if no element differs by more than the tolerance times the largest magnitude
 * among the expected elements. Where many tensors are compared together (all gradients, all changes
 * of the weights) that magnitude counts as at least a hundredth of the largest one of all tensors,
 * so that a gradient that is zero but for rounding does not have to match.
 *
 * @param forward for values of a forward pass and losses
 * @param gradient for gradients of one step, and what the step does to weights and statistics
 * @param training for what several steps do to weights, statistics and optimizer slots
 */
public record Tolerance(double forward, double gradient, double training) {
  /**
   * For an engine that computes in 32-bit floats. Rounding alone stays well below it on the small
   * networks of the contract; a wrong formula is far above.
   */
  public static final Tolerance FLOAT32 = new Tolerance(1e-5, 2e-4, 1e-3);

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is not in (0, 0.01]: above that, wrong formulas pass
   */
  public Tolerance {
    if (!allowed(forward) || !allowed(gradient) || !allowed(training)) {
      throw new IllegalArgumentException(
          "a tolerance must be positive and at most 0.01, got "
              + forward
              + ", "
              + gradient
              + ", "
              + training);
    }
  }

  private static boolean allowed(double tolerance) {
    return tolerance > 0 && tolerance <= 0.01;
  }
}
