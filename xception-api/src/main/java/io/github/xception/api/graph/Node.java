package io.github.xception.api.graph;

import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One operation at its place in a graph.
 *
 * @param id its position in topological order, from 1; value 0 is the graph's input
 * @param path its name, for example {@code entry_flow_1/sepconv_1/depthwise}; unique in the graph
 * @param op what it computes
 * @param inputs the ids of the values it reads, in the order of the operation's arguments
 * @param inputShapes their shapes, without the batch
 * @param outputShape shape of its value, without the batch
 * @param parameters its parameters, in the order that the operation names
 */
public record Node(
    int id,
    String path,
    Op op,
    List<Integer> inputs,
    List<Shape> inputShapes,
    Shape outputShape,
    List<ParameterInfo> parameters) {

  /** Copies the lists. */
  public Node {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
    parameters = List.copyOf(parameters);
  }

  /** Returns the shape of the first input, without the batch. */
  public Shape inputShape() {
    return inputShapes.get(0);
  }

  /** Returns the parameter with the given role, if the operation has it. */
  public Optional<ParameterInfo> parameter(ParameterInfo.Role role) {
    return parameters.stream().filter(parameter -> parameter.role() == role).findFirst();
  }
}
