package io.github.xception.bench.direct;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The layers as operations of a graph. */
final class TensorFlowLayers implements Layers<Operand<TFloat32>> {
  /** Normalizes a batch, as in training or as in inference. */
  interface BatchNorm {
    /** Normalizes {@code x} by the parameters whose paths begin with {@code name}. */
    Operand<TFloat32> normalize(String name, Operand<TFloat32> x);
  }

  private static final String SAME = "SAME";
  private static final List<Long> EACH = List.of(1L, 1L, 1L, 1L);

  private final Ops tf;
  private final TensorFlowVariables variables;
  private final BatchNorm batchNorm;

  TensorFlowLayers(Ops tf, TensorFlowVariables variables, BatchNorm batchNorm) {
    this.tf = tf;
    this.variables = variables;
    this.batchNorm = batchNorm;
  }

  @Override
  public Operand<TFloat32> convolution(String name, Operand<TFloat32> x, int stride) {
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    return tf.nn.conv2d(x, variables.value(name + "/kernel"), strides, SAME);
  }

  @Override
  public Operand<TFloat32> separableConvolution(String name, Operand<TFloat32> x) {
    Operand<TFloat32> spatial =
        tf.nn.depthwiseConv2dNative(x, variables.value(name + "/depthwise_kernel"), EACH, SAME);
    return tf.nn.conv2d(spatial, variables.value(name + "/pointwise_kernel"), EACH, SAME);
  }

  @Override
  public Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x) {
    return batchNorm.normalize(name, x);
  }

  @Override
  public Operand<TFloat32> relu(Operand<TFloat32> x) {
    return tf.nn.relu(x);
  }

  // Not tf.nn.maxPool: that is MaxPoolV2, which oneDNN does not do, and whose gradient takes 16
  // times as long.
  @Override
  public Operand<TFloat32> maxPool(Operand<TFloat32> x) {
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(x.asOutput())
        .setAttr("ksize", new long[] {1, 3, 3, 1})
        .setAttr("strides", new long[] {1, 2, 2, 1})
        .setAttr("padding", SAME)
        .build()
        .output(0);
  }

  @Override
  public Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }

  @Override
  public Operand<TFloat32> globalAverage(Operand<TFloat32> x) {
    return tf.math.mean(x, tf.array(1, 2));
  }

  @Override
  public Operand<TFloat32> dense(String name, Operand<TFloat32> x) {
    Operand<TFloat32> product = tf.linalg.matMul(x, variables.value(name + "/kernel"));
    return tf.nn.biasAdd(product, variables.value(name + "/bias"));
  }
}
