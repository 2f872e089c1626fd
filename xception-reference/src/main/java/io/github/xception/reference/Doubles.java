package io.github.xception.reference;

/** The way from the precision of the border to that of the computation. */
final class Doubles {
  private Doubles() {}

  /** Returns the values in double precision. */
  static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
