package io.github.xception.api.spec;

/**
 * One method per type of layer, and no defaults: code that misses a type does not compile.
 *
 * @param <T> what is made of a layer
 */
public interface LayerVisitor<T> {
  /** Visits a convolution. */
  T conv2d(LayerSpec.Conv2d layer);

  /** Visits a depthwise convolution. */
  T depthwiseConv2d(LayerSpec.DepthwiseConv2d layer);

  /** Visits a separable convolution. */
  T separableConv2d(LayerSpec.SeparableConv2d layer);

  /** Visits a batch normalization. */
  T batchNorm(LayerSpec.BatchNorm layer);

  /** Visits a ReLU. */
  T relu(LayerSpec.Relu layer);

  /** Visits a max pooling. */
  T maxPool2d(LayerSpec.MaxPool2d layer);

  /** Visits an average pooling. */
  T avgPool2d(LayerSpec.AvgPool2d layer);

  /** Visits a global average pooling. */
  T globalAvgPool2d(LayerSpec.GlobalAvgPool2d layer);

  /** Visits a flattening. */
  T flatten(LayerSpec.Flatten layer);

  /** Visits a dense layer. */
  T dense(LayerSpec.Dense layer);

  /** Visits a dropout. */
  T dropout(LayerSpec.Dropout layer);

  /** Visits a softmax. */
  T softmax(LayerSpec.Softmax layer);

  /** Visits a residual. */
  T residual(LayerSpec.Residual layer);
}
