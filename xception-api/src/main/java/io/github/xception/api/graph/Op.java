package io.github.xception.api.graph;

import java.util.List;

/**
 * A primitive operation: all that a backend has to know how to compute. An operation holds its
 * hyperparameters only; its place in the network, its parameters and its shapes are in its {@link
 * Node}.
 *
 * <p>Images are height x width x channels, one per example of the batch.
 */
public sealed interface Op {
  /**
   * Calls the method of {@code translator} for this operation.
   *
   * @param inputs one value per input of the node
   */
  <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs);

  /**
   * Cross-correlation, padded with zeros. Parameters: kernel (height x width x in/groups x filters;
   * where {@code groups} equals the input channels, height x width x channels x multiplier, which
   * is the same order in memory), then bias (filters) if {@code bias}.
   *
   * @param window kernel, stride, padding
   * @param groups groups of channels that do not see each other: 1 for a plain convolution, the
   *     number of input channels for a depthwise one
   * @param filters output channels; output channel o belongs to group o / (filters / groups)
   * @param bias whether a bias is added
   */
  record Conv2d(Window window, int groups, int filters, boolean bias) implements Op {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if groups or filters are not positive
     */
    public Conv2d {
      requirePositive("groups", groups);
      requirePositive("filters", filters);
    }

    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.conv2d(node, this, inputs.get(0));
    }
  }

  /**
   * Batch normalization over all axes but the last: y = γ·(x − μ)/√(σ² + ε) + β (Ioffe and Szegedy,
   * 2015). In training μ and σ² are the batch's mean and biased variance, and moving ←
   * momentum·moving + (1 − momentum)·batch, where the moving variance takes the batch's
   * <em>unbiased</em> variance (of n = 1 value, the biased one: zero). In inference μ and σ² are
   * the moving ones. {@link Statistics} has the two other ways. Parameters: gamma if {@code scale},
   * beta if {@code offset}, moving_mean, moving_variance; each of the size of the channels.
   *
   * @param momentum the share of the old value
   * @param epsilon added to the variance
   * @param scale whether there is a γ (else 1)
   * @param offset whether there is a β (else 0)
   * @param statistics what μ and σ² are
   */
  record BatchNorm(
      double momentum, double epsilon, boolean scale, boolean offset, Statistics statistics)
      implements Op {
    /** Which mean and variance a batch normalization uses. */
    public enum Statistics {
      /** The batch's in training, which moves the moving ones; the moving ones in inference. */
      BATCH_IN_TRAINING,
      /**
       * The moving ones, in training too, where they are constants: they stay as they are and the
       * gradient with respect to x is γ/√(σ² + ε)·dy. So is a frozen layer.
       */
      ALWAYS_MOVING,
      /**
       * The batch's, in inference too, where an output then depends on the other images of its
       * batch. The moving ones stay as they are.
       */
      ALWAYS_BATCH
    }

    /** Makes one of the usual kind: the batch's statistics in training, else the moving ones. */
    public BatchNorm(double momentum, double epsilon, boolean scale, boolean offset) {
      this(momentum, epsilon, scale, offset, Statistics.BATCH_IN_TRAINING);
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if momentum is not in [0, 1] or epsilon not in (0, 1]
     */
    public BatchNorm {
      if (!(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException("momentum must be in [0, 1], got " + momentum);
      }
      if (!(epsilon > 0 && epsilon <= 1)) {
        throw new IllegalArgumentException("epsilon must be in (0, 1], got " + epsilon);
      }
    }

    /** Tells whether μ and σ² are those of the batch, in training or in inference. */
    public boolean normalizesByBatch(boolean training) {
      return statistics == Statistics.ALWAYS_BATCH
          || (training && statistics == Statistics.BATCH_IN_TRAINING);
    }

    /** Tells whether training moves the moving statistics. */
    public boolean movesStatistics() {
      return statistics == Statistics.BATCH_IN_TRAINING;
    }

    /** Returns this operation with other statistics. */
    public BatchNorm with(Statistics other) {
      return new BatchNorm(momentum, epsilon, scale, offset, other);
    }

    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.batchNorm(node, this, inputs.get(0));
    }
  }

  /** max(x, 0); the gradient at 0 is 0. */
  record Relu() implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.relu(node, this, inputs.get(0));
    }
  }

  /**
   * The largest value in the window, padded with −∞. Among equal values the gradient goes to the
   * first in row-major order.
   *
   * @param window kernel, stride, padding
   */
  record MaxPool(Window window) implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.maxPool(node, this, inputs.get(0));
    }
  }

  /**
   * The mean over the window; padding does not count, neither in the sum nor in the divisor.
   *
   * @param window kernel, stride, padding
   */
  record AvgPool(Window window) implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.avgPool(node, this, inputs.get(0));
    }
  }

  /** The mean over height and width: an image becomes a vector of its channels. */
  record GlobalAvgPool() implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.globalAvgPool(node, this, inputs.get(0));
    }
  }

  /** The sum of two values of one shape. */
  record Add() implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.add(node, this, inputs.get(0), inputs.get(1));
    }
  }

  /** An image as a vector, in the order height, width, channels. */
  record Flatten() implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.flatten(node, this, inputs.get(0));
    }
  }

  /**
   * x·kernel + bias on a vector. Parameters: kernel (in x units), then bias (units) if {@code
   * bias}.
   *
   * @param units length of the output
   * @param bias whether a bias is added
   */
  record Dense(int units, boolean bias) implements Op {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if units is not positive
     */
    public Dense {
      requirePositive("units", units);
    }

    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.dense(node, this, inputs.get(0));
    }
  }

  /**
   * In training x·mask/keep, with the mask that {@code DropoutMasks} draws for (batch key, node
   * path); in inference x.
   *
   * @param keep the probability that a value is kept, in (0, 1]
   */
  record Dropout(double keep) implements Op {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if keep is not in (0, 1]
     */
    public Dropout {
      if (!(keep > 0 && keep <= 1)) {
        throw new IllegalArgumentException("keep must be in (0, 1], got " + keep);
      }
    }

    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.dropout(node, this, inputs.get(0));
    }
  }

  /**
   * exp(x_i) / Σ exp(x_j) over a vector. Only ever the last node, and training takes the loss
   * before it.
   */
  record Softmax() implements Op {
    @Override
    public <T> T translate(OpTranslator<T> translator, Node node, List<T> inputs) {
      return translator.softmax(node, this, inputs.get(0));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
