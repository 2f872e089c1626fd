package io.github.xception.api.backend;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Tensor;

/** Draws the masks of dropout on the host, so that every engine drops the same values. */
public final class DropoutMasks {
  private DropoutMasks() {}

  /**
   * Returns the mask of a dropout node for one batch.
   *
   * @param node a node whose operation is {@link Op.Dropout}
   * @param op its operation
   * @param key the batch's key
   * @param batchSize number of examples
   * @return batch x the node's output shape: 1/keep where a value is kept, 0 where it is dropped
   */
  public static Tensor draw(Node node, Op.Dropout op, long key, int batchSize) {
    RandomStream random = RandomStream.of(key, node.path());
    float kept = (float) (1 / op.keep());
    return Tensor.create(
        node.outputShape().prepend(batchSize),
        mask -> {
          while (mask.hasRemaining()) {
            mask.put(random.nextDouble() < op.keep() ? kept : 0f);
          }
        });
  }
}
