package io.github.xception.bench.parity;

/**
 * How far an engine may be from the one it is held against.
 *
 * @param forward the largest relative difference of a layer or a prediction
 * @param training the largest relative difference of the loss of a step; where a rounding of the
 *     first weights changes the loss so much that this says nothing, {@link #ROUNDINGS} times that
 *     change
 */
public record Bounds(double forward, double training) {
  /**
   * How many times the change by one rounding is allowed: an engine rounds in every operation, and
   * not only once.
   */
  public static final int ROUNDINGS = 10;
}
