package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ValueListener;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets go of values after their last use. What a later backward pass needs of them, the engine
 * holds.
 */
class Releasing implements ValueListener<NDArray> {
  private final int ahead;
  private final Queue<NDArray> used = new ArrayDeque<>();

  /**
   * Makes a listener for one pass. The last values stay with the manager that they belong to.
   *
   * @param ahead how many values that were used are kept, the newest ones, as {@link
   *     EngineOperations#ahead} says
   */
  Releasing(int ahead) {
    this.ahead = ahead;
  }

  @Override
  public void computed(Node node, NDArray value) {}

  @Override
  public final void lastUsed(NDArray value) {
    used.add(value);
    if (used.size() > ahead) {
      used.remove().close();
    }
  }
}
