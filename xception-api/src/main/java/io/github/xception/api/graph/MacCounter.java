package io.github.xception.api.graph;

import io.github.xception.api.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts multiply-accumulate operations for one image: those of convolutions and dense layers, as
 * is usual; biases, normalization, activations and pooling do not count.
 */
final class MacCounter implements OpTranslator<Long> {
  private MacCounter() {}

  /** Returns the number for each node, by its path. */
  static Map<String, Long> count(Graph graph) {
    Map<String, Long> byPath = new HashMap<>();
    graph.translate(
        new MacCounter(),
        0L,
        new ValueListener<Long>() {
          @Override
          public void computed(Node node, Long macs) {
            byPath.put(node.path(), macs);
          }

          @Override
          public void lastUsed(Long macs) {}
        });
    return byPath;
  }

  @Override
  public Long conv2d(Node node, Op.Conv2d op, Long x) {
    Shape output = node.outputShape();
    long perOutput =
        (long) op.window().kernelHeight()
            * op.window().kernelWidth()
            * (node.inputShape().dim(2) / op.groups());
    return perOutput * output.elements();
  }

  @Override
  public Long batchNorm(Node node, Op.BatchNorm op, Long x) {
    return 0L;
  }

  @Override
  public Long relu(Node node, Op.Relu op, Long x) {
    return 0L;
  }

  @Override
  public Long maxPool(Node node, Op.MaxPool op, Long x) {
    return 0L;
  }

  @Override
  public Long avgPool(Node node, Op.AvgPool op, Long x) {
    return 0L;
  }

  @Override
  public Long globalAvgPool(Node node, Op.GlobalAvgPool op, Long x) {
    return 0L;
  }

  @Override
  public Long add(Node node, Op.Add op, Long a, Long b) {
    return 0L;
  }

  @Override
  public Long flatten(Node node, Op.Flatten op, Long x) {
    return 0L;
  }

  @Override
  public Long dense(Node node, Op.Dense op, Long x) {
    return (long) node.inputShape().elements() * op.units();
  }

  @Override
  public Long dropout(Node node, Op.Dropout op, Long x) {
    return 0L;
  }

  @Override
  public Long softmax(Node node, Op.Softmax op, Long x) {
    return 0L;
  }
}
