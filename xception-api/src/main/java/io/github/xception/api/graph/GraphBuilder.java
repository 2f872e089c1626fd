package io.github.xception.api.graph;

import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a {@link Graph} node by node; infers shapes and lists parameters on the way. A node that is
 * refused leaves the builder as it was. Not thread-safe.
 */
public final class GraphBuilder {
  private final String name;
  private final Shape input;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> nodePaths = new HashSet<>();
  private final Set<String> parameterPaths = new HashSet<>();

  /**
   * Begins a graph.
   *
   * @param name the network's name
   * @param input height x width x channels of an input image; its value is {@link Graph#INPUT}
   */
  public GraphBuilder(String name, Shape input) {
    this.name = name;
    this.input = input;
  }

  /**
   * Adds an operation whose kernel, if it has one, is at {@code <path>/kernel}, its bias at {@code
   * <path>/bias}, initialised by {@link Initializer#HE_NORMAL} and zeros.
   *
   * @param path the node's path, unique in the graph
   * @param inputs the values that it reads, in the order of its arguments
   * @return the operation's value
   * @throws InvalidNodeException if the operation does not fit its inputs
   */
  public int add(String path, Op op, int... inputs) {
    return add(path, op, KernelSettings.at(path, Initializer.HE_NORMAL), inputs);
  }

  /**
   * Adds an operation.
   *
   * @param path the node's path, unique in the graph
   * @param kernel where its kernel and bias are and how they start; unused by an operation without
   * @param inputs the values that it reads, in the order of its arguments
   * @return the operation's value
   * @throws InvalidNodeException if the operation does not fit its inputs
   */
  public int add(String path, Op op, KernelSettings kernel, int... inputs) {
    if (nodePaths.contains(path)) {
      throw new InvalidNodeException(path, "a second node at this path", "unique paths");
    }
    int arity = op instanceof Op.Add ? 2 : 1;
    if (inputs.length != arity) {
      throw new InvalidNodeException(path, inputs.length + " inputs", "exactly " + arity);
    }
    for (int value : inputs) {
      if (value < Graph.INPUT || value > nodes.size()) {
        throw new InvalidNodeException(path, "input " + value, "a value from 0 to " + nodes.size());
      }
    }
    for (int value : inputs) {
      if (value != Graph.INPUT && nodes.get(value - 1).op() instanceof Op.Softmax) {
        throw new InvalidNodeException(path, "a softmax as its input", "a softmax at the end only");
      }
    }
    List<Integer> ids = IntStream.of(inputs).boxed().toList();
    List<Shape> shapes = ids.stream().map(this::shape).toList();
    int id = nodes.size() + 1;
    // The shape comes from a node that does not know it yet, the parameters from one that does.
    Node bare = new Node(id, path, op, ids, shapes, shapes.get(0), List.of());
    Shape output = op.translate(new ShapeInference(), bare, shapes);
    Node shaped = new Node(id, path, op, ids, shapes, output, List.of());
    List<ParameterInfo> parameters = ParameterInference.parameters(shaped, kernel);
    for (ParameterInfo parameter : parameters) {
      if (parameterPaths.contains(parameter.path())) {
        throw new InvalidNodeException(
            path, "a second parameter at " + parameter.path(), "unique paths");
      }
    }
    nodes.add(new Node(id, path, op, ids, shapes, output, parameters));
    nodePaths.add(path);
    parameters.forEach(parameter -> parameterPaths.add(parameter.path()));
    return id;
  }

  /**
   * Returns the shape of a value, without the batch.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   */
  public Shape shape(int value) {
    return value == Graph.INPUT ? input : nodes.get(value - 1).outputShape();
  }

  /**
   * Returns the parameters of the operation that makes a value; none for the input.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   */
  public List<ParameterInfo> parameters(int value) {
    return value == Graph.INPUT ? List.of() : nodes.get(value - 1).parameters();
  }

  /**
   * Returns the graph of all nodes that were added; the last one is its output.
   *
   * @throws IllegalArgumentException if they do not form a {@link Graph}
   */
  public Graph build() {
    return new Graph(name, input, nodes);
  }
}
