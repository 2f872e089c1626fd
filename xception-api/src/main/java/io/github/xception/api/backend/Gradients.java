package io.github.xception.api.backend;

import io.github.xception.api.tensor.Weights;

/**
 * Gradients of the loss, the L2 term included, for each trainable parameter; they stay in the
 * engine's memory. Belongs to the {@link TrainingSession} that made it. Not thread-safe; {@code
 * close} frees native memory and may be called twice, every other use of closed gradients throws
 * {@link IllegalStateException}.
 */
public interface Gradients extends AutoCloseable {
  /** Returns the Euclidean norm over all gradients together. */
  double globalNorm();

  /** Multiplies all gradients by {@code factor}. */
  void scale(double factor);

  /**
   * Adds other gradients of the same session, or these themselves.
   *
   * @throws IllegalArgumentException if they belong to another session
   */
  void add(Gradients other);

  /** Returns a copy on the host, by parameter path, in the border layout. */
  Weights toHost();

  @Override
  void close();
}
