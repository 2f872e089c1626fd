package io.github.xception.api.spec;

/**
 * How an image is padded before a window slides over it; in JSON {@code "same"}, {@code "valid"} or
 * a number.
 *
 * @param kind what decides the amounts
 * @param amount pixels on each side; 0 unless the kind is {@link Kind#EXPLICIT}
 */
public record PaddingSpec(Kind kind, int amount) {
  /** What decides the amounts. */
  public enum Kind {
    /**
     * As much as gives an output of size ceil(input / stride): max((ceil(in/s) − 1)·s + k − in, 0)
     * in all, the smaller half first.
     */
    SAME,
    /** Nothing is padded. */
    VALID,
    /** The same number of pixels on each side. */
    EXPLICIT
  }

  /** {@code "same"}. */
  public static final PaddingSpec SAME = new PaddingSpec(Kind.SAME, 0);

  /** {@code "valid"}. */
  public static final PaddingSpec VALID = new PaddingSpec(Kind.VALID, 0);

  /** The largest explicit amount. */
  public static final int MAX = 1024;

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is not from 0 to {@link #MAX}, or given to a kind that
   *     has none
   */
  public PaddingSpec {
    if (amount < 0 || amount > MAX || (kind != Kind.EXPLICIT && amount != 0)) {
      throw new IllegalArgumentException("padding of " + amount + " pixels, kind " + kind);
    }
  }

  /** Returns {@code amount} pixels on each side. */
  public static PaddingSpec explicit(int amount) {
    return new PaddingSpec(Kind.EXPLICIT, amount);
  }
}
