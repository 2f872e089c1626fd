package io.github.xception.api.tensor;

import java.nio.FloatBuffer;

/**
 * How a parameter gets its first value. Drawn on the host from (seed, path), so every engine,
 * machine and JDK starts from the same bits.
 *
 * <p>With f the fan-in and g the fan-out of the parameter:
 */
public enum Initializer {
  /** Uniform in ±√(6 / (f + g)) (Glorot and Bengio, 2010). */
  GLOROT_UNIFORM {
    @Override
    void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random) {
      double limit = Math.sqrt(6.0 / ((double) fanIn + fanOut));
      while (values.hasRemaining()) {
        values.put((float) (limit * (2 * random.nextDouble() - 1)));
      }
    }
  },
  /** Normal with standard deviation √(2 / f) (He et al., 2015), not truncated. */
  HE_NORMAL {
    @Override
    void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random) {
      double deviation = Math.sqrt(2.0 / fanIn);
      while (values.hasRemaining()) {
        values.put((float) (deviation * random.nextGaussian()));
      }
    }
  },
  /**
   * Normal with standard deviation 1/√f, redrawn beyond two standard deviations: the rule of Sonnet
   * 1.
   */
  TRUNCATED_NORMAL {
    @Override
    void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random) {
      double deviation = 1 / Math.sqrt(fanIn);
      while (values.hasRemaining()) {
        double z = random.nextGaussian();
        if (Math.abs(z) <= 2) {
          values.put((float) (deviation * z));
        }
      }
    }
  },
  /** All zeros. */
  ZEROS {
    @Override
    void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random) {}
  },
  /** All ones. */
  ONES {
    @Override
    void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random) {
      while (values.hasRemaining()) {
        values.put(1f);
      }
    }
  };

  /**
   * Draws a parameter.
   *
   * @param shape its shape
   * @param fanIn f, positive
   * @param fanOut g, positive
   * @param random where the numbers come from
   * @throws IllegalArgumentException if a fan is not positive
   */
  public Tensor draw(Shape shape, int fanIn, int fanOut, RandomStream random) {
    if (fanIn < 1 || fanOut < 1) {
      throw new IllegalArgumentException(
          "fan-in and fan-out must be positive, got " + fanIn + " and " + fanOut);
    }
    return Tensor.create(shape, values -> fill(values, fanIn, fanOut, random));
  }

  /** Fills a buffer that holds zeros. Square roots are exact by definition on every machine. */
  abstract void fill(FloatBuffer values, int fanIn, int fanOut, RandomStream random);
}
