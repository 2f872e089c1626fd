package io.github.xception.api.backend;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Weights;

/**
 * A network in training. Not thread-safe. {@code close} frees native memory and may be called
 * twice; every other call on a closed session throws {@link IllegalStateException}.
 *
 * <p>The loss is the mean over the batch of −Σ labels·log softmax(logits), plus the optimizer's L2
 * term. The labels of an example need not sum to one: they may be a distribution times the
 * example's weight. Parameters that are not {@linkplain
 * io.github.xception.api.graph.ParameterInfo#trainable() trainable} keep their values, apart from
 * the moving statistics that follow the batches; where no parameter is trainable, there are no
 * gradients and no slots. Which values dropout keeps depends on the batch's key only; see {@link
 * DropoutMasks}.
 */
public interface TrainingSession extends AutoCloseable {
  /**
   * Computes gradients, applies them, and moves the moving statistics: the same numbers as {@link
   * #computeGradients} followed by {@link #applyGradients}.
   *
   * @param learningRate the rate of this step
   * @throws IllegalArgumentException if images or labels do not have the graph's shapes
   */
  StepResult step(Batch batch, double learningRate);

  /**
   * Computes gradients on a batch and moves the moving statistics that follow the batches, but
   * leaves the trainable weights as they are.
   *
   * @throws UnsupportedCapabilityException without {@link Capability#SEPARATE_GRADIENTS}
   */
  ComputedGradients computeGradients(Batch batch);

  /**
   * Brings gradients from the host into the engine.
   *
   * @param values one tensor per trainable parameter
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  Gradients gradients(Weights values);

  /**
   * Applies gradients with the optimizer's rule, and counts one step. The gradients stay open and
   * as they are.
   *
   * @throws IllegalArgumentException if they belong to another session
   */
  void applyGradients(Gradients gradients, double learningRate);

  /**
   * Returns a copy of all parameters, moving statistics included, in the order of {@code
   * Graph.parameters()}.
   */
  Weights weights();

  /**
   * Replaces all parameters; what is missing or has another shape is an {@link
   * IllegalArgumentException}.
   */
  void restoreWeights(Weights weights);

  /** Returns a copy of the optimizer's state. */
  OptimizerState optimizerState();

  /**
   * Replaces the optimizer's state; what is missing or has another shape is an {@link
   * IllegalArgumentException}.
   */
  void restoreOptimizer(OptimizerState state);

  @Override
  void close();
}
