package io.github.xception.api.graph;

import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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

  /** Returns this node with the parameters frozen that {@code freeze} names by their paths. */
  Node frozen(Predicate<String> freeze) {
    return with(
        op instanceof Op.BatchNorm norm && norm.movesStatistics() && isFrozenNorm(freeze)
            ? norm.with(Op.BatchNorm.Statistics.ALWAYS_MOVING)
            : op,
        parameter -> freeze.test(parameter.path()) ? parameter.frozen() : parameter);
  }

  /** Tells whether all that this batch normalization learns is frozen, or that was so before. */
  private boolean isFrozenNorm(Predicate<String> freeze) {
    boolean learns =
        parameter(ParameterInfo.Role.GAMMA).isPresent()
            || parameter(ParameterInfo.Role.BETA).isPresent();
    return parameters.stream()
        .filter(parameter -> !learns || !parameter.isStatistic())
        .allMatch(parameter -> freeze.test(parameter.path()) || (learns && !parameter.trainable()));
  }

  /** Returns this node with weight decay only where {@code on} says so by path. */
  Node decayedOnly(Predicate<String> on) {
    return with(
        op,
        parameter ->
            parameter.decayed() && !on.test(parameter.path()) ? parameter.undecayed() : parameter);
  }

  private Node with(Op changedOp, UnaryOperator<ParameterInfo> change) {
    return new Node(
        id,
        path,
        changedOp,
        inputs,
        inputShapes,
        outputShape,
        parameters.stream().map(change).toList());
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
