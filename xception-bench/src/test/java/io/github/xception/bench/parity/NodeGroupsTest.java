package io.github.xception.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.json.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeGroupsTest {
  private static final Graph GRAPH = Lowering.lower(Specs.model("xception-mini"));
  private static final long BYTES = 100_000;

  private static long bytes(List<Node> group) {
    return group.stream().mapToLong(node -> 2L * 4 * node.outputShape().elements()).sum();
  }

  @Test
  void holdEveryNodeOnceAndInOrder() {
    assertThat(NodeGroups.of(GRAPH, 2, BYTES).stream().flatMap(List::stream))
        .isEqualTo(GRAPH.nodes());
  }

  @Test
  void areAsLargeAsTheyMayBe() {
    List<List<Node>> groups = NodeGroups.of(GRAPH, 2, BYTES);

    assertThat(groups).hasSizeGreaterThan(2);
    for (int i = 0; i < groups.size(); i++) {
      List<Node> group = groups.get(i);
      assertThat(group.size() == 1 || bytes(group) <= BYTES).isTrue();
      if (i > 0) {
        assertThat(bytes(groups.get(i - 1)) + bytes(group.subList(0, 1))).isGreaterThan(BYTES);
      }
    }
  }

  @Test
  void aNodeThatIsTooLargeIsAlone() {
    assertThat(NodeGroups.of(GRAPH, 2, 1)).hasSameSizeAs(GRAPH.nodes());
  }
}
