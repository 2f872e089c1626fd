package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ValueListener;

/**
 * Lets go of values after their last use. What a later backward pass needs of them, the engine
 * holds.
 */
class Releasing implements ValueListener<NDArray> {
  @Override
  public void computed(Node node, NDArray value) {}

  @Override
  public final void lastUsed(NDArray value) {
    value.close();
  }
}
