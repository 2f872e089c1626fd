package com.example.arrays;

import io.github.xception.api.backend.Gradients;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gradients by parameter path; they stay in double precision until they are applied. */
final class ArraysGradients implements Gradients {
  private final ArraysTraining session;
  private final List<ParameterInfo> infos;
  private final Map<String, double[]> values;
  private boolean closed;

  ArraysGradients(ArraysTraining session, List<ParameterInfo> infos, Map<String, double[]> values) {
    this.session = session;
    this.infos = infos;
    this.values = values;
  }

  /** Returns the values of gradients that belong to a session. */
  static Map<String, double[]> of(ArraysTraining session, Gradients gradients) {
    if (!(gradients instanceof ArraysGradients own) || own.session != session) {
      throw new IllegalArgumentException("these gradients belong to another training session");
    }
    return own.open();
  }

  private Map<String, double[]> open() {
    if (closed) {
      throw new IllegalStateException("these gradients are closed");
    }
    return values;
  }

  @Override
  public double globalNorm() {
    return Math.sqrt(
        open().values().stream().flatMapToDouble(Arrays::stream).map(g -> g * g).sum());
  }

  @Override
  public void scale(double factor) {
    open().values().forEach(gradient -> Arrays.setAll(gradient, i -> gradient[i] * factor));
  }

  @Override
  public void add(Gradients other) {
    Map<String, double[]> terms = of(session, other);
    open()
        .forEach(
            (path, sum) -> {
              double[] term = terms.get(path);
              Arrays.setAll(sum, i -> sum[i] + term[i]);
            });
  }

  @Override
  public Weights toHost() {
    Map<String, double[]> open = open();
    return Parameters.write(infos, info -> Value.toFloats(open.get(info.path())));
  }

  @Override
  public void close() {
    closed = true;
  }
}
