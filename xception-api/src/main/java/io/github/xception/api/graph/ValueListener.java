package io.github.xception.api.graph;

/**
 * Follows the values of {@link Graph#translate}: sees each one when it is made and hears when
 * nothing reads it any more.
 *
 * @param <T> what stands for a value
 */
public interface ValueListener<T> {
  /** Called after {@code node} was translated to {@code value}. */
  void computed(Node node, T value);

  /**
   * Called once for each value, the input included, after the last node that reads it was
   * translated; never for the value that {@code translate} returns. Where a translator returned its
   * argument, the two are one value.
   */
  void lastUsed(T value);

  /** Returns a listener that does nothing. */
  static <T> ValueListener<T> none() {
    return new ValueListener<>() {
      @Override
      public void computed(Node node, T value) {}

      @Override
      public void lastUsed(T value) {}
    };
  }
}
