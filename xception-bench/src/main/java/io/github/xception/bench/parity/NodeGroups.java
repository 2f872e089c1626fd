package io.github.xception.bench.parity;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a network in portions whose values fit together into memory and on the disk. */
final class NodeGroups {
  private NodeGroups() {}

  /**
   * Returns the nodes in order, as many in a group as have values of at most {@code bytes}; a node
   * that is larger is alone.
   *
   * @param images how many images the values are of
   */
  static List<List<Node>> of(Graph graph, int images, long bytes) {
    List<List<Node>> groups = new ArrayList<>();
    List<Node> group = new ArrayList<>();
    long size = 0;
    for (Node node : graph.nodes()) {
      long own = (long) node.outputShape().elements() * images * Float.BYTES;
      if (!group.isEmpty() && size + own > bytes) {
        groups.add(group);
        group = new ArrayList<>();
        size = 0;
      }
      group.add(node);
      size += own;
    }
    groups.add(group);
    return groups;
  }
}
