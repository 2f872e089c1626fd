package io.github.xception.api.graph;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A network as primitive operations in topological order, all shapes known. It is what a backend
 * gets.
 *
 * @param name the network's name
 * @param inputShape height x width x channels of an input image
 * @param nodes the operations; node i has id i + 1 and reads only values before it; the last one is
 *     the output
 */
public record Graph(String name, Shape inputShape, List<Node> nodes) {
  /** The id of the graph's input. */
  public static final int INPUT = 0;

  /**
   * Checks the order, the shapes, that paths are unique and that every value is used.
   *
   * @throws IllegalArgumentException if the nodes do not form a graph; the message names the node
   */
  public Graph {
    nodes = List.copyOf(nodes);
    check(inputShape, nodes);
  }

  private static void check(Shape inputShape, List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a graph needs at least one node");
    }
    Set<String> paths = new HashSet<>();
    Set<Integer> read = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.id() != i + 1) {
        throw new IllegalArgumentException(
            node.path() + ": expected id " + (i + 1) + ", got " + node.id());
      }
      if (!paths.add(node.path())) {
        throw new IllegalArgumentException(node.path() + ": two nodes have this path");
      }
      for (int k = 0; k < node.inputs().size(); k++) {
        int input = node.inputs().get(k);
        if (input < INPUT || input > i) {
          throw new IllegalArgumentException(
              node.path() + ": reads value " + input + ", which is not before it");
        }
        read.add(input);
        if (input != INPUT && nodes.get(input - 1).op() instanceof Op.Softmax) {
          throw new IllegalArgumentException(node.path() + ": reads a softmax, which ends a graph");
        }
        Shape shape = input == INPUT ? inputShape : nodes.get(input - 1).outputShape();
        if (!shape.equals(node.inputShapes().get(k))) {
          throw new IllegalArgumentException(
              node.path()
                  + ": expects an input of "
                  + node.inputShapes().get(k)
                  + ", but value "
                  + input
                  + " is "
                  + shape);
        }
      }
    }
    checkAllAreRead(nodes, read);
  }

  private static void checkAllAreRead(List<Node> nodes, Set<Integer> read) {
    for (Node node : nodes.subList(0, nodes.size() - 1)) {
      if (!read.contains(node.id())) {
        throw new IllegalArgumentException(node.path() + ": no other node reads its value");
      }
    }
  }

  /** Returns the last node, whose value is the network's output. */
  public Node output() {
    return nodes.get(nodes.size() - 1);
  }

  /** Returns the node whose value are the logits: the output, or what a final softmax reads. */
  public Node logits() {
    Node output = output();
    return output.op() instanceof Op.Softmax && nodes.size() > 1
        ? nodes.get(nodes.size() - 2)
        : output;
  }

  /** Returns the number of classes: the length of the logits. */
  public int classes() {
    return logits().outputShape().elements();
  }

  /** Returns the graph up to the logits: this graph without a final softmax. */
  public Graph withoutSoftmax() {
    return new Graph(name, inputShape, nodes.subList(0, logits().id()));
  }

  /**
   * Checks images that are to go through this graph.
   *
   * @throws IllegalArgumentException if they are not batch x the input's shape
   */
  public void checkImages(Tensor images) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || !shape.equals(inputShape.prepend(shape.dim(0)))) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' takes images of batch x "
              + inputShape
              + " (height x width x channels), got "
              + shape);
    }
  }

  /**
   * Checks the labels of a batch.
   *
   * @param batch number of examples
   * @throws IllegalArgumentException if they are not batch x classes
   */
  public void checkLabels(Tensor labels, int batch) {
    Shape expected = Shape.of(batch, classes());
    if (!labels.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' takes labels of "
              + expected
              + " (batch x classes), got "
              + labels.shape());
    }
  }

  /** Returns the node at {@code path}, if there is one. */
  public Optional<Node> node(String path) {
    return nodes.stream().filter(node -> node.path().equals(path)).findFirst();
  }

  /** Returns all parameters, in the order of the nodes. */
  public List<ParameterInfo> parameters() {
    return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
  }

  /**
   * Returns this network with some of its parameters frozen: they have no gradient, no decay and no
   * slots, and keep their values. A batch normalization all of whose gamma and beta are frozen (one
   * without either: whose moving statistics are named) uses its moving statistics from then on, in
   * training too, and they stay as they are; one that {@linkplain
   * Op.BatchNorm.Statistics#ALWAYS_BATCH always uses the batch's} keeps doing so.
   *
   * @param freeze tells by path whether a parameter is frozen
   */
  public Graph frozen(Predicate<String> freeze) {
    return new Graph(name, inputShape, nodes.stream().map(node -> node.frozen(freeze)).toList());
  }

  /**
   * Returns this network with weight decay confined to some of its kernels. Kernels on which it
   * does not act already stay without it.
   *
   * @param on tells by path whether decay acts on a kernel
   */
  public Graph decayedOnly(Predicate<String> on) {
    return new Graph(name, inputShape, nodes.stream().map(node -> node.decayedOnly(on)).toList());
  }

  /**
   * Translates the graph node by node, and says when a value is no longer needed. This is the only
   * walk there is.
   *
   * @param translator makes a value from each operation
   * @param input what stands for the batch of images
   * @param listener sees the values come and go
   * @return the value of the last node
   */
  public <T> T translate(OpTranslator<T> translator, T input, ValueListener<? super T> listener) {
    Map<Integer, Integer> usesLeft = new HashMap<>();
    for (Node node : nodes) {
      for (int id : node.inputs()) {
        usesLeft.merge(id, 1, Integer::sum);
      }
    }
    List<T> values = new ArrayList<>(nodes.size() + 1);
    // Uses by identity, since a translator may return its argument and two ids then share one
    // value.
    IdentityHashMap<T, Integer> pending = new IdentityHashMap<>();
    values.add(input);
    pending.put(input, usesLeft.getOrDefault(INPUT, 0));
    for (Node node : nodes) {
      List<T> arguments = node.inputs().stream().map(values::get).toList();
      T value = node.op().translate(translator, node, arguments);
      values.add(value);
      listener.computed(node, value);
      // The output counts one use more, so that it is never reported.
      pending.merge(
          value,
          usesLeft.getOrDefault(node.id(), 0) + (node.id() == nodes.size() ? 1 : 0),
          Integer::sum);
      for (T argument : arguments) {
        if (pending.merge(argument, -1, Integer::sum) == 0) {
          pending.remove(argument);
          listener.lastUsed(argument);
        }
      }
    }
    return values.get(values.size() - 1);
  }
}
