package io.github.xception.djl;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which nodes read a value, and when they do so in a script with fused convolutions. */
final class ScriptReaders {
  private final Graph graph;
  private final List<List<Node>> readers;

  /** Looks through a network. */
  ScriptReaders(Graph graph) {
    this.graph = graph;
    this.readers =
        Stream.<List<Node>>generate(ArrayList::new).limit(graph.nodes().size() + 1L).toList();
    for (Node node : graph.nodes()) {
      node.inputs().forEach(id -> readers.get(id).add(node));
    }
  }

  /** Tells whether a convolution is written where its only reader is: a ReLU or an addition. */
  boolean fuses(Node convolution) {
    List<Node> own = readers.get(convolution.id());
    return own.size() == 1
        && (own.get(0).op() instanceof Op.Relu || own.get(0).op() instanceof Op.Add);
  }

  /**
   * Tells whether an addition that is fused with a convolution may put its sum in the place of the
   * other summand: that is not the images themselves, and all else that reads it is written before.
   * Dropout is written nowhere, its value is what it reads; so where there is one, it may not.
   *
   * @param addition reads the value
   * @param value the other summand's id
   */
  boolean overwrites(Node addition, int value) {
    return value != Graph.INPUT
        && !(graph.nodes().get(value - 1).op() instanceof Op.Dropout)
        && readers.get(value).stream()
            .allMatch(reader -> reader.id() == addition.id() || writtenAt(reader) < addition.id());
  }

  private int writtenAt(Node reader) {
    if (reader.op() instanceof Op.Dropout) {
      return Integer.MAX_VALUE;
    }
    return reader.op() instanceof Op.Conv2d && fuses(reader)
        ? readers.get(reader.id()).get(0).id()
        : reader.id();
  }
}
