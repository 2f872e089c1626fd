package io.github.xception.tfjava;

import io.github.xception.api.backend.Gradients;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** Gradients as tensors that a run has returned. */
final class TensorFlowGradients implements Gradients {
  private final GradientArithmetic arithmetic;
  private List<Tensor> values;
  private Runnable release;
  private boolean closed;

  /**
   * Takes tensors over.
   *
   * @param arithmetic computes with them; it belongs to one session
   * @param values one tensor per trainable parameter, in their order
   * @param release frees them
   */
  TensorFlowGradients(GradientArithmetic arithmetic, List<Tensor> values, Runnable release) {
    this.arithmetic = arithmetic;
    this.values = List.copyOf(values);
    this.release = release;
  }

  /**
   * Returns the tensors of gradients.
   *
   * @throws IllegalArgumentException if they belong to another session
   * @throws IllegalStateException if they are closed
   */
  static List<Tensor> of(GradientArithmetic arithmetic, Gradients gradients) {
    if (!(gradients instanceof TensorFlowGradients own) || own.arithmetic != arithmetic) {
      throw new IllegalArgumentException(
          "these gradients belong to another session than this one of '"
              + arithmetic.network()
              + "'; bring them over by toHost() and gradients(…)");
    }
    return own.open();
  }

  private List<Tensor> open() {
    if (closed) {
      throw new IllegalStateException(
          "these gradients of '" + arithmetic.network() + "' are closed");
    }
    return values;
  }

  @Override
  public double globalNorm() {
    return open().isEmpty() ? 0 : arithmetic.norm(open());
  }

  @Override
  public void scale(double factor) {
    if (!open().isEmpty()) {
      replace(arithmetic.scale(open(), factor));
    }
  }

  @Override
  public void add(Gradients other) {
    List<Tensor> others = of(arithmetic, other);
    if (!open().isEmpty()) {
      replace(arithmetic.add(open(), others));
    }
  }

  private void replace(Result result) {
    List<Tensor> replaced = new ArrayList<>();
    for (int i = 0; i < result.size(); i++) {
      replaced.add(result.get(i));
    }
    release.run();
    values = List.copyOf(replaced);
    release = result::close;
  }

  @Override
  public Weights toHost() {
    return arithmetic.toHost(open());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
