package io.github.xception.api.tensor;

/**
 * How a parameter gets its first value. Drawn on the host from (seed, path), so every engine,
 * machine and JDK starts from the same bits.
 *
 * <p>With f the fan-in and g the fan-out of the parameter:
 */
public enum Initializer {
  /** Uniform in ±√(6 / (f + g)) (Glorot and Bengio, 2010). */
  GLOROT_UNIFORM,
  /** Normal with standard deviation √(2 / f) (He et al., 2015), not truncated. */
  HE_NORMAL,
  /**
   * Normal with standard deviation 1/√f, redrawn beyond two standard deviations: the rule of Sonnet
   * 1.
   */
  TRUNCATED_NORMAL,
  /** All zeros. */
  ZEROS,
  /** All ones. */
  ONES
}
