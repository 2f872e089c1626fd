package io.github.xception.reference;

import io.github.xception.api.backend.Gradients;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gradients by parameter path, in double precision. */
final class ReferenceGradients implements Gradients {
  private final ReferenceTrainingSession owner;
  private final List<ParameterInfo> infos;
  private final List<double[]> values;
  private boolean closed;

  /**
   * Makes gradients.
   *
   * @param owner the session they belong to
   * @param infos the trainable parameters
   * @param values one array per trainable parameter, in their order
   */
  ReferenceGradients(
      ReferenceTrainingSession owner, List<ParameterInfo> infos, List<double[]> values) {
    this.owner = owner;
    this.infos = infos;
    this.values = values;
  }

  /**
   * Returns the values themselves.
   *
   * @throws IllegalArgumentException if they belong to another session than {@code session}
   */
  List<double[]> valuesFor(ReferenceTrainingSession session) {
    if (!owner.equals(session)) {
      throw new IllegalArgumentException(
          "these gradients belong to another training session; "
              + "bring them over by toHost() and TrainingSession.gradients(...)");
    }
    return openValues();
  }

  @Override
  public double globalNorm() {
    double sum = 0;
    for (double[] gradient : openValues()) {
      for (double g : gradient) {
        sum += g * g;
      }
    }
    return Math.sqrt(sum);
  }

  @Override
  public void scale(double factor) {
    for (double[] gradient : openValues()) {
      Arrays.setAll(gradient, i -> gradient[i] * factor);
    }
  }

  @Override
  public void add(Gradients other) {
    List<double[]> sums = openValues();
    List<double[]> terms = owner.ownValues(other);
    for (int p = 0; p < sums.size(); p++) {
      double[] sum = sums.get(p);
      double[] term = terms.get(p);
      Arrays.setAll(sum, i -> sum[i] + term[i]);
    }
  }

  @Override
  public Weights toHost() {
    List<double[]> open = openValues();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int p = 0; p < infos.size(); p++) {
      ParameterInfo info = infos.get(p);
      tensors.put(info.path(), TapeValue.of(info.shape(), open.get(p)).toTensor());
    }
    return Weights.of(tensors);
  }

  @Override
  public void close() {
    closed = true;
  }

  private List<double[]> openValues() {
    if (closed) {
      throw new IllegalStateException("these gradients are closed");
    }
    return values;
  }
}
