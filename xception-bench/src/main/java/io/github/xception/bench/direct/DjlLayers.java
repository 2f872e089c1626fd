package io.github.xception.bench.direct;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/** The layers by DJL's own functions, computed at once. */
final class DjlLayers implements Layers<NDArray> {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape THREE = new Shape(3, 3);

  private final DjlParameters parameters;
  private final float momentum;
  private final boolean training;

  /**
   * Makes layers.
   *
   * @param momentum the share of the old value in a moving statistic
   * @param training whether batches are normalized by their own statistics
   */
  DjlLayers(DjlParameters parameters, float momentum, boolean training) {
    this.parameters = parameters;
    this.momentum = momentum;
    this.training = training;
  }

  @Override
  public NDArray convolution(String name, NDArray x, int stride) {
    NDArray kernel = parameters.get(name + "/kernel");
    Shape strides = new Shape(stride, stride);
    if (kernel.getShape().get(2) == 1) {
      return convolve(x, kernel, strides, NONE, 1);
    }
    boolean even = x.getShape().get(2) % 2 == 0;
    return stride == 2 && even
        ? convolve(withZerosBehind(x), kernel, strides, NONE, 1)
        : convolve(x, kernel, strides, ONE, 1);
  }

  /** Where the size is even, SAME pads behind only, which the engines' own padding cannot. */
  private static NDArray withZerosBehind(NDArray x) {
    Shape shape = x.getShape();
    NDArray row = x.getManager().zeros(new Shape(shape.get(0), shape.get(1), 1, shape.get(3)));
    NDArray taller = x.concat(row, 2);
    NDArray column =
        x.getManager().zeros(new Shape(shape.get(0), shape.get(1), shape.get(2) + 1, 1));
    return taller.concat(column, 3);
  }

  @Override
  public NDArray separableConvolution(String name, NDArray x) {
    int channels = Math.toIntExact(x.getShape().get(1));
    NDArray spatial = convolve(x, parameters.get(name + "/depthwise_kernel"), ONE, ONE, channels);
    return convolve(spatial, parameters.get(name + "/pointwise_kernel"), ONE, NONE, 1);
  }

  private static NDArray convolve(
      NDArray x, NDArray kernel, Shape stride, Shape padding, int groups) {
    return Conv2d.conv2d(x, kernel, null, stride, padding, ONE, groups).singletonOrThrow();
  }

  @Override
  public NDArray batchNorm(String name, NDArray x) {
    return BatchNorm.batchNorm(
            x,
            parameters.get(name + "/moving_mean"),
            parameters.get(name + "/moving_variance"),
            parameters.get(name + "/gamma"),
            parameters.get(name + "/beta"),
            1,
            momentum,
            Architecture.EPSILON,
            training)
        .singletonOrThrow();
  }

  @Override
  public NDArray relu(NDArray x) {
    return Activation.relu(x);
  }

  // Where the size is even, SAME pads behind only: that is a last window that is not full.
  @Override
  public NDArray maxPool(NDArray x) {
    boolean even = x.getShape().get(2) % 2 == 0;
    return Pool.maxPool2d(x, THREE, TWO, even ? NONE : ONE, even);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray globalAverage(NDArray x) {
    return Pool.globalAvgPool2d(x);
  }

  @Override
  public NDArray dense(String name, NDArray x) {
    NDList result =
        Linear.linear(x, parameters.get(name + "/kernel"), parameters.get(name + "/bias"));
    return result.singletonOrThrow();
  }
}
