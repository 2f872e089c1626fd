package io.github.xception.train.survey;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.text.NearestName;
import io.github.xception.train.TrainingException;
import java.util.List;
import java.util.Optional;

/** The node of a network whose value is taken as the features of an image. */
public final class FeatureNode {
  private static final int NEAR_NAMES = 5;

  private FeatureNode() {}

  /**
   * Returns the node that the last dense layer reads; of a dropout, which does nothing outside
   * training, the node before it.
   *
   * @return empty if there is no dense layer, or if it reads the network's input
   */
  public static Optional<Node> of(Graph graph) {
    for (int id = graph.nodes().size(); id > Graph.INPUT; id--) {
      if (node(graph, id).op() instanceof Op.Dense) {
        return before(graph, node(graph, id));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> before(Graph graph, Node node) {
    int id = node.inputs().get(0);
    while (id != Graph.INPUT && node(graph, id).op() instanceof Op.Dropout) {
      id = node(graph, id).inputs().get(0);
    }
    return id == Graph.INPUT ? Optional.empty() : Optional.of(node(graph, id));
  }

  /** Value 0 is the graph's input, so node {@code id} stands at {@code id - 1}. */
  private static Node node(Graph graph, int id) {
    return graph.nodes().get(id - 1);
  }

  /**
   * Returns the node at a path.
   *
   * @throws TrainingException if there is none; it names those of similar paths
   */
  public static Node at(Graph graph, String path) {
    return graph.node(path).orElseThrow(() -> new TrainingException(noNode(graph, path)));
  }

  private static String noNode(Graph graph, String path) {
    List<String> paths = graph.nodes().stream().map(Node::path).toList();
    return "'%s' has no layer '%s'. Near ones: %s. The command 'summary' lists all."
        .formatted(
            graph.name(), path, String.join(", ", NearestName.sorted(path, paths, NEAR_NAMES)));
  }
}
