package io.github.xception.api.backend;

/**
 * What a backend may lack. A backend has all of them unless it says otherwise, and refuses what it
 * lacks with an {@link UnsupportedCapabilityException}.
 */
public enum Capability {
  /** {@link Backend#train}. */
  TRAINING,
  /** {@link InferenceSession#activations}. */
  ACTIVATIONS,
  /** Convolutions whose groups are neither 1 nor as many as the input channels. */
  GROUPED_CONVOLUTION,
  /** Depthwise convolutions with more than one output per channel. */
  DEPTH_MULTIPLIER,
  /**
   * {@link TrainingSession#computeGradients} and {@link TrainingSession#applyGradients} apart from
   * each other.
   */
  SEPARATE_GRADIENTS,
  /**
   * {@link io.github.xception.api.spec.Precision#BF16}, on the device that the backend is open on.
   * Without it {@link BackendProvider#open} refuses that precision.
   */
  BFLOAT16
}
