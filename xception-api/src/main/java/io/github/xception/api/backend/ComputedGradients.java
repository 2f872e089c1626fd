package io.github.xception.api.backend;

/**
 * Gradients and what the step that computed them saw.
 *
 * @param gradients to be closed by the caller
 * @param result loss and hits
 */
public record ComputedGradients(Gradients gradients, StepResult result) implements AutoCloseable {
  @Override
  public void close() {
    gradients.close();
  }
}
