package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.tensor.Weights;

/** Gradients in the engine's memory. */
final class DjlGradients implements Gradients {
  private final Network network;
  private final ParameterArrays arrays;

  DjlGradients(Network network, ParameterArrays arrays) {
    this.network = network;
    this.arrays = arrays;
  }

  /**
   * Returns the arrays of gradients that belong to {@code network}.
   *
   * @throws IllegalArgumentException if they belong to another session
   * @throws IllegalStateException if they are closed
   */
  static ParameterArrays of(Network network, Gradients gradients) {
    if (!(gradients instanceof DjlGradients own) || own.network != network) {
      throw new IllegalArgumentException(
          "these gradients belong to another session than this one of '"
              + network.graph().name()
              + "'; bring them over by toHost() and gradients(…)");
    }
    return own.open();
  }

  private ParameterArrays open() {
    if (!arrays.isOpen()) {
      throw new IllegalStateException(
          "these gradients of '" + network.graph().name() + "' are closed");
    }
    return arrays;
  }

  @Override
  public double globalNorm() {
    return network.compute(
        scratch -> {
          double[] sum = {0};
          open().forEach((info, gradient) -> sum[0] += HostArrays.sumOfSquares(gradient));
          return Math.sqrt(sum[0]);
        });
  }

  @Override
  public void scale(double factor) {
    network.run(
        scratch -> {
          NDArray by = HostArrays.constant(scratch, factor);
          open().forEach((info, gradient) -> gradient.muli(by));
        });
  }

  @Override
  public void add(Gradients other) {
    network.run(
        scratch -> {
          ParameterArrays others = of(network, other);
          open().forEach((info, gradient) -> gradient.addi(others.get(info.path())));
        });
  }

  @Override
  public Weights toHost() {
    return network.compute(scratch -> open().toHost());
  }

  @Override
  public void close() {
    arrays.close();
  }
}
