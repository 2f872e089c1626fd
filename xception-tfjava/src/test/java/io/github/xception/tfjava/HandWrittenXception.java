package io.github.xception.tfjava;

import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The network of the preset {@code xception-flowers17}, written against TensorFlow Java alone, as
 * one would who does not have this framework.
 */
final class HandWrittenXception {
  /** Normalizes the batch, as in training or as in inference. */
  interface BatchNorm {
    /** Normalizes {@code x} by the parameters whose paths begin with {@code name}. */
    Operand<TFloat32> normalize(String name, Operand<TFloat32> x);
  }

  private static final String SAME = "SAME";

  private final Ops tf;
  private final Function<String, Operand<TFloat32>> parameters;
  private final BatchNorm batchNorm;

  /**
   * Prepares the network.
   *
   * @param parameters returns the value of the parameter at a path; the paths are the preset's, so
   *     that both networks can begin with the same weights
   */
  HandWrittenXception(Ops tf, Function<String, Operand<TFloat32>> parameters, BatchNorm batchNorm) {
    this.tf = tf;
    this.parameters = parameters;
    this.batchNorm = batchNorm;
  }

  /** Adds everything up to the feature vector, batch x 256, that dropout is for. */
  Operand<TFloat32> feature(Operand<TFloat32> images) {
    Operand<TFloat32> x = relu(convolutionNorm("conv_1", images, 2));
    x = relu(convolutionNorm("conv_2", x, 1));
    x = entry("entry_flow_1", x);
    x = entry("entry_flow_2", x);
    x = entry("entry_flow_3", x);
    for (int i = 1; i <= 8; i++) {
      x = middle("middle_flow_" + i, x);
    }
    x = exit("exit_flow", x);
    return relu(dense("feature_dense", tf.math.mean(x, tf.array(1, 2))));
  }

  /** Adds the last layer. */
  Operand<TFloat32> logits(Operand<TFloat32> feature) {
    return dense("predictions", feature);
  }

  private Operand<TFloat32> entry(String name, Operand<TFloat32> x) {
    Operand<TFloat32> main = relu(separableNorm(name + "/sepconv_1", x));
    main = pool(separableNorm(name + "/sepconv_2", main));
    return tf.math.add(main, shortcut(name, x));
  }

  private Operand<TFloat32> middle(String name, Operand<TFloat32> x) {
    Operand<TFloat32> main = x;
    for (int i = 1; i <= 3; i++) {
      main = separableNorm(name + "/sepconv_" + i, relu(main));
    }
    return tf.math.add(main, x);
  }

  private Operand<TFloat32> exit(String name, Operand<TFloat32> x) {
    Operand<TFloat32> main = separableNorm(name + "/sepconv_1", relu(x));
    main = pool(separableNorm(name + "/sepconv_2", relu(main)));
    Operand<TFloat32> sum = tf.math.add(main, shortcut(name, x));
    sum = relu(separableNorm(name + "/sepconv_3", sum));
    return relu(separableNorm(name + "/sepconv_4", sum));
  }

  private Operand<TFloat32> shortcut(String name, Operand<TFloat32> x) {
    return convolutionNorm(name + "/shortcut", x, 2);
  }

  private Operand<TFloat32> convolutionNorm(String name, Operand<TFloat32> x, long stride) {
    Operand<TFloat32> kernel = parameters.apply(name + "/kernel");
    return batchNorm.normalize(
        name + "_bn", tf.nn.conv2d(x, kernel, List.of(1L, stride, stride, 1L), SAME));
  }

  private Operand<TFloat32> separableNorm(String name, Operand<TFloat32> x) {
    List<Long> strides = List.of(1L, 1L, 1L, 1L);
    Operand<TFloat32> spatial =
        tf.nn.depthwiseConv2dNative(x, parameters.apply(name + "/depthwise_kernel"), strides, SAME);
    return batchNorm.normalize(
        name + "_bn",
        tf.nn.conv2d(spatial, parameters.apply(name + "/pointwise_kernel"), strides, SAME));
  }

  // Not tf.nn.maxPool: that is MaxPoolV2, which oneDNN does not do and whose gradient is 16 times
  // as
  // slow.
  private Operand<TFloat32> pool(Operand<TFloat32> x) {
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(x.asOutput())
        .setAttr("ksize", new long[] {1, 3, 3, 1})
        .setAttr("strides", new long[] {1, 2, 2, 1})
        .setAttr("padding", SAME)
        .build()
        .output(0);
  }

  private Operand<TFloat32> relu(Operand<TFloat32> x) {
    return tf.nn.relu(x);
  }

  private Operand<TFloat32> dense(String name, Operand<TFloat32> x) {
    Operand<TFloat32> product = tf.linalg.matMul(x, parameters.apply(name + "/kernel"));
    return tf.nn.biasAdd(product, parameters.apply(name + "/bias"));
  }
}
