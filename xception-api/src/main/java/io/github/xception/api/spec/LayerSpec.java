package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Identifier;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.tensor.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * What people write in a list of layers, with defaults and block parameters filled in. Blocks and
 * repeats are expanded already: they show in the paths of their layers only.
 *
 * <p>Images are height x width x channels; an activation is a layer of its own.
 */
public sealed interface LayerSpec {
  /** The most filters of a convolution or units of a dense layer. */
  int MOST_FILTERS = 1 << 20;

  /** The largest stride. */
  int MOST_STRIDE = 1024;

  /** Returns the name that the layer was given; without one it is {@code <type>_<n>}. */
  Optional<String> name();

  /** Calls the method of {@code visitor} for this type. */
  <T> T accept(LayerVisitor<T> visitor);

  /**
   * A convolution.
   *
   * @param filters output channels
   * @param groups groups of channels that do not see each other; divides input channels and filters
   * @param bias whether a bias is added; none where a batch normalization follows
   * @param initializer how the kernel starts
   */
  record Conv2d(
      @Identifier Optional<String> name,
      @Range(min = 1, max = MOST_FILTERS) int filters,
      KernelSize kernel,
      @Range(min = 1, max = MOST_STRIDE) @Default("1") int stride,
      @Default("\"same\"") PaddingSpec padding,
      @Range(min = 1, max = MOST_FILTERS) @Default("1") int groups,
      @Default("false") boolean bias,
      @Default("\"heNormal\"") Initializer initializer)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.conv2d(this);
    }
  }

  /**
   * A convolution of each channel by itself.
   *
   * @param multiplier output channels per input channel
   */
  record DepthwiseConv2d(
      @Identifier Optional<String> name,
      KernelSize kernel,
      @Range(min = 1, max = MOST_STRIDE) @Default("1") int stride,
      @Default("\"same\"") PaddingSpec padding,
      @Range(min = 1, max = 1024) @Default("1") int multiplier,
      @Default("false") boolean bias,
      @Default("\"heNormal\"") Initializer initializer)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.depthwiseConv2d(this);
    }
  }

  /**
   * A depthwise convolution, then a 1x1 convolution, with nothing between them.
   *
   * @param filters output channels
   * @param kernel window of the depthwise half; stride and padding are its, too
   * @param multiplier output channels of the depthwise half per input channel
   * @param bias whether a bias is added at the end
   * @param initializer how both kernels start
   */
  record SeparableConv2d(
      @Identifier Optional<String> name,
      @Range(min = 1, max = MOST_FILTERS) int filters,
      KernelSize kernel,
      @Range(min = 1, max = MOST_STRIDE) @Default("1") int stride,
      @Default("\"same\"") PaddingSpec padding,
      @Range(min = 1, max = 1024) @Default("1") int multiplier,
      @Default("false") boolean bias,
      @Default("\"heNormal\"") Initializer initializer)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.separableConv2d(this);
    }
  }

  /**
   * Batch normalization over all axes but the last.
   *
   * @param momentum the share of the old value in the moving statistics
   * @param epsilon added to the variance
   * @param scale whether there is a gamma
   * @param offset whether there is a beta
   * @param statistics which mean and variance it uses
   */
  record BatchNorm(
      @Identifier Optional<String> name,
      @Range(min = 0, max = 1) @Default("0.99") double momentum,
      @Range(min = 0, max = 1, minExclusive = true) @Default("0.001") double epsilon,
      @Default("true") boolean scale,
      @Default("true") boolean offset,
      @Default("\"moving\"") Statistics statistics)
      implements LayerSpec {
    /** Which mean and variance a batch normalization uses. */
    public enum Statistics {
      /** The usual: the batch's in training, which moves the moving ones that inference uses. */
      MOVING,
      /**
       * The batch's, in inference too; the moving ones are never moved. What the code of the 2017
       * article did, without meaning to.
       */
      BATCH
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.batchNorm(this);
    }
  }

  /** max(x, 0). */
  record Relu(@Identifier Optional<String> name) implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.relu(this);
    }
  }

  /** The largest value in a window. */
  record MaxPool2d(
      @Identifier Optional<String> name,
      KernelSize size,
      @Range(min = 1, max = MOST_STRIDE) int stride,
      @Default("\"same\"") PaddingSpec padding)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.maxPool2d(this);
    }
  }

  /** The mean over a window; padding does not count. */
  record AvgPool2d(
      @Identifier Optional<String> name,
      KernelSize size,
      @Range(min = 1, max = MOST_STRIDE) int stride,
      @Default("\"same\"") PaddingSpec padding)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.avgPool2d(this);
    }
  }

  /** The mean over the whole image: a vector of its channels. */
  record GlobalAvgPool2d(@Identifier Optional<String> name) implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.globalAvgPool2d(this);
    }
  }

  /** An image as a vector. */
  record Flatten(@Identifier Optional<String> name) implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.flatten(this);
    }
  }

  /**
   * A fully connected layer on a vector.
   *
   * @param units length of the output
   * @param bias whether a bias is added
   * @param initializer how the kernel starts
   */
  record Dense(
      @Identifier Optional<String> name,
      @Range(min = 1, max = MOST_FILTERS) int units,
      @Default("true") boolean bias,
      @Default("\"heNormal\"") Initializer initializer)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * Drops values at random in training.
   *
   * @param keep the probability that a value is kept
   */
  record Dropout(
      @Identifier Optional<String> name, @Range(min = 0, max = 1, minExclusive = true) double keep)
      implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.dropout(this);
    }
  }

  /** Probabilities from logits. Only ever the last layer; training takes the loss before it. */
  record Softmax(@Identifier Optional<String> name) implements LayerSpec {
    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.softmax(this);
    }
  }

  /**
   * The sum of what two chains of layers make of the same value.
   *
   * @param main the one chain
   * @param shortcut the other; absent for the value itself
   */
  record Residual(
      @Identifier Optional<String> name, List<Layer> main, Optional<List<Layer>> shortcut)
      implements LayerSpec {
    /** Copies the lists. */
    public Residual {
      main = List.copyOf(main);
      shortcut = shortcut.map(List::copyOf);
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
      return visitor.residual(this);
    }
  }
}
