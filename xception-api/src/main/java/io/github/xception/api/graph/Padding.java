package io.github.xception.api.graph;

/**
 * Explicit padding of an image, in pixels. SAME padding is resolved into it once, when a spec is
 * lowered, and may be asymmetric.
 *
 * @param top rows before the first
 * @param bottom rows after the last
 * @param left columns before the first
 * @param right columns after the last
 */
public record Padding(int top, int bottom, int left, int right) {
  /** No padding. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding must not be negative, got " + top + ", " + bottom + ", " + left + ", " + right);
    }
  }

  /** Tells whether both rows and both columns get the same amount before as after. */
  public boolean symmetric() {
    return top == bottom && left == right;
  }

  @Override
  public String toString() {
    return "top " + top + ", bottom " + bottom + ", left " + left + ", right " + right;
  }
}
