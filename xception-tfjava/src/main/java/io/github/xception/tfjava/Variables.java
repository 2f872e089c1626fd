package io.github.xception.tfjava;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;

/**
 * One resource variable per parameter: the parameters themselves, or a slot of the optimizer. Their
 * shapes are those of the border.
 */
final class Variables {
  private final GraphWriter writer;
  private final String weightsPrefix;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  private Variables(
      GraphWriter writer,
      List<ParameterInfo> parameters,
      String graphPrefix,
      String weightsPrefix) {
    this.writer = writer;
    this.weightsPrefix = weightsPrefix;
    for (ParameterInfo parameter : parameters) {
      variables.put(
          parameter.path(), Variable.add(writer, graphPrefix + parameter.path(), parameter));
    }
  }

  /** Adds a variable for each parameter. */
  static Variables ofParameters(GraphWriter writer, List<ParameterInfo> parameters) {
    return new Variables(writer, parameters, "", "");
  }

  /** Adds the variables of one slot. */
  static Variables ofSlot(GraphWriter writer, List<ParameterInfo> parameters, String slot) {
    return new Variables(writer, parameters, slot + ">", slot + "/");
  }

  /** Returns the variable of the parameter at {@code path}. */
  Variable get(String path) {
    Variable variable = variables.get(path);
    if (variable == null) {
      throw new IllegalArgumentException("no parameter at '" + path + "'");
    }
    return variable;
  }

  /** Sets all to zero. */
  void zero(GraphSession session) {
    if (variables.isEmpty()) {
      return;
    }
    List<Operation> zeroed = new ArrayList<>();
    variables.forEach(
        (path, variable) -> {
          String name = weightsPrefix + path + ">zero";
          zeroed.add(
              variable.assign(
                  writer, name, writer.filled(name + ">zeros", 0, variable.info().shape())));
        });
    session.run(runner -> zeroed.forEach(runner::addTarget), result -> result);
  }

  /**
   * Checks that there is a tensor for each.
   *
   * @throws IllegalArgumentException if one is missing or has another shape; the message names the
   *     path
   */
  void check(Weights weights) {
    values(weights);
  }

  private Map<Variable, Tensor> values(Weights weights) {
    Map<Variable, Tensor> values = new LinkedHashMap<>();
    variables.forEach(
        (path, variable) ->
            values.put(variable, weights.get(weightsPrefix + path, variable.info().shape())));
    return values;
  }

  /**
   * Replaces all values, or none if one is missing or has another shape.
   *
   * @throws IllegalArgumentException if so; the message names the path
   */
  void restore(GraphSession session, Weights weights) {
    session.check();
    Map<Variable, Tensor> values = values(weights);
    if (values.isEmpty()) {
      return;
    }
    try (EngineTensors copies = new EngineTensors()) {
      session.run(
          runner ->
              values.forEach(
                  (variable, value) ->
                      runner
                          .feed(variable.fed(), copies.add(HostTensors.toEngine(value)))
                          .addTarget(variable.restore())),
          result -> result);
    }
  }

  /** Adds a copy of each to {@code tensors}. */
  void copyTo(GraphSession session, Map<String, Tensor> tensors) {
    session.check();
    if (variables.isEmpty()) {
      return;
    }
    session.run(
        runner -> variables.values().forEach(variable -> runner.fetch(variable.value())),
        result -> {
          int i = 0;
          for (Map.Entry<String, Variable> entry : variables.entrySet()) {
            tensors.put(
                weightsPrefix + entry.getKey(),
                HostTensors.toHost(result.get(i++), entry.getValue().info().shape()));
          }
          return tensors;
        });
  }

  /** Returns a copy of all. */
  Weights toHost(GraphSession session) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    copyTo(session, tensors);
    return Weights.of(tensors);
  }
}
