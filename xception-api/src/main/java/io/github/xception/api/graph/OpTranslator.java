package io.github.xception.api.graph;

/**
 * What one engine, or one analysis, makes of each operation. There are no default methods on
 * purpose: a translator that misses an operation does not compile.
 *
 * <p>A translator may return its argument itself where the operation changes nothing (dropout in
 * inference, say).
 *
 * @param <T> what stands for a value: an array, a graph operand, a number of FLOPs
 */
public interface OpTranslator<T> {
  /** Translates {@link Op.Conv2d}. */
  T conv2d(Node node, Op.Conv2d op, T x);

  /** Translates {@link Op.BatchNorm}. */
  T batchNorm(Node node, Op.BatchNorm op, T x);

  /** Translates {@link Op.Relu}. */
  T relu(Node node, Op.Relu op, T x);

  /** Translates {@link Op.MaxPool}. */
  T maxPool(Node node, Op.MaxPool op, T x);

  /** Translates {@link Op.AvgPool}. */
  T avgPool(Node node, Op.AvgPool op, T x);

  /** Translates {@link Op.GlobalAvgPool}. */
  T globalAvgPool(Node node, Op.GlobalAvgPool op, T x);

  /** Translates {@link Op.Add}. */
  T add(Node node, Op.Add op, T a, T b);

  /** Translates {@link Op.Flatten}. */
  T flatten(Node node, Op.Flatten op, T x);

  /** Translates {@link Op.Dense}. */
  T dense(Node node, Op.Dense op, T x);

  /** Translates {@link Op.Dropout}. */
  T dropout(Node node, Op.Dropout op, T x);

  /** Translates {@link Op.Softmax}. */
  T softmax(Node node, Op.Softmax op, T x);
}
