package io.github.xception.testkit;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;

/** Networks beside {@link TinyXception} that several parts of the contract use. */
final class SmallNetworks {
  private SmallNetworks() {}

  /** Returns a network that sees each example on its own: no batch norm, no dropout. */
  static Graph exampleByExample() {
    GraphBuilder graph = new GraphBuilder("example by example", Shape.of(6, 6, 3));
    int x = conv(graph, "conv_1", 3, 2, 6, Graph.INPUT);
    x = graph.add("relu", new Op.Relu(), x);
    x = conv(graph, "conv_2", 3, 1, 8, x);
    return dense(graph, x);
  }

  /** Returns a convolution, a batch norm and a dense layer. */
  static Graph convBnDense() {
    GraphBuilder graph = new GraphBuilder("conv, batch norm, dense", Shape.of(6, 6, 3));
    int x = conv(graph, "conv", 3, 2, 6, Graph.INPUT);
    x = graph.add("bn", new Op.BatchNorm(0.9, 1e-3, true, true), x);
    x = graph.add("relu", new Op.Relu(), x);
    return dense(graph, x);
  }

  /** Returns a network whose batch normalizations use other statistics. */
  static Graph withStatistics(Graph graph, Op.BatchNorm.Statistics statistics) {
    return new Graph(
        graph.name(),
        graph.inputShape(),
        graph.nodes().stream()
            .map(
                node ->
                    node.op() instanceof Op.BatchNorm norm
                        ? new Node(
                            node.id(),
                            node.path(),
                            norm.with(statistics),
                            node.inputs(),
                            node.inputShapes(),
                            node.outputShape(),
                            node.parameters())
                        : node)
            .toList());
  }

  private static int conv(
      GraphBuilder graph, String path, int kernel, int stride, int filters, int x) {
    return graph.add(
        path, new Op.Conv2d(Windows.same(graph.shape(x), kernel, stride), 1, filters, true), x);
  }

  private static Graph dense(GraphBuilder graph, int x) {
    int vector = graph.add("flatten", new Op.Flatten(), x);
    graph.add("dense", new Op.Dense(4, true), vector);
    return graph.build();
  }
}
