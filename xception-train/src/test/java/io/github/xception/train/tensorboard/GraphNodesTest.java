package io.github.xception.train.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.json.Specs;
import io.github.xception.api.tensor.Shape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphNodesTest {
  private final Graph network = Lowering.lower(Specs.model("xception-flowers17"));
  private final Map<String, Wire> drawn = drawn(network);

  private static Map<String, Wire> drawn(Graph graph) {
    Map<String, Wire> nodes = new LinkedHashMap<>();
    Wire.of(GraphNodes.of(graph).toByteArray())
        .messages(1)
        .forEach(node -> nodes.put(node.text(1), node));
    return nodes;
  }

  private static List<String> inputs(Wire node) {
    return node.allBytes(3).stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }

  private static Wire attribute(Wire node, String name) {
    return node.messages(5).stream()
        .filter(entry -> entry.text(1).equals(name))
        .map(entry -> entry.message(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError(node.text(1) + " has no " + name));
  }

  /** Returns the extents of a node's value, the batch first. */
  private static List<Long> outputShape(Wire node) {
    return attribute(node, "_output_shapes").message(1).message(7).messages(2).stream()
        .map(extent -> extent.number(1))
        .toList();
  }

  @Test
  void hasANodeForEachOperationUnderItsPath() {
    List<String> paths = network.nodes().stream().map(Node::path).toList();
    assertThat(drawn).hasSize(paths.size() + 1).containsKeys(paths.toArray(String[]::new));
  }

  @Test
  void theBlocksOfTheSpecAreScopes() {
    Set<String> scopes =
        drawn.keySet().stream()
            .filter(name -> name.contains("/"))
            .map(name -> name.substring(0, name.lastIndexOf('/')))
            .collect(Collectors.toSet());
    assertThat(scopes)
        .contains(
            "entry_flow_1",
            "entry_flow_1/sepconv_1",
            "middle_flow_3",
            "middle_flow_3/sepconv_2",
            "exit_flow");
  }

  @Test
  void readsOnlyWhatComesBefore() {
    Set<String> seen = new HashSet<>();
    drawn.forEach(
        (name, node) -> {
          assertThat(seen).as(name).containsAll(inputs(node));
          seen.add(name);
        });
    assertThat(inputs(drawn.get("feature"))).containsExactly("feature_dense");
    for (Node node : network.nodes()) {
      assertThat(inputs(drawn.get(node.path())))
          .isEqualTo(node.inputs().stream().map(this::name).toList());
    }
  }

  private String name(int id) {
    return id == Graph.INPUT ? "images" : network.nodes().get(id - 1).path();
  }

  @Test
  void saysWhatEachOperationIsAndMakes() {
    Wire images = drawn.get("images");
    assertThat(images.text(2)).isEqualTo("Placeholder");
    assertThat(outputShape(images)).containsExactly(-1L, 149L, 149L, 3L);
    Wire depthwise = drawn.get("entry_flow_1/sepconv_1/depthwise");
    assertThat(depthwise.text(2)).isEqualTo("DepthwiseConv2D");
    assertThat(outputShape(depthwise)).containsExactly(-1L, 75L, 75L, 64L);
    assertThat(attribute(depthwise, "kernel").text(2)).isEqualTo("3x3x64x1");
    assertThat(attribute(depthwise, "padding").text(2))
        .isEqualTo("top 1, bottom 1, left 1, right 1");
    assertThat(attribute(depthwise, "stride").number(3)).isEqualTo(1);
    assertThat(drawn.get("entry_flow_1/sepconv_1/pointwise").text(2)).isEqualTo("Conv2D");
    assertThat(drawn.get("predictions").text(2)).isEqualTo("Dense");
    assertThat(outputShape(drawn.get("predictions"))).containsExactly(-1L, 17L);
    assertThat(attribute(drawn.get("predictions"), "kernel").text(2)).isEqualTo("256x17");
  }

  @Test
  void theInputHasANameOfItsOwn() {
    GraphBuilder builder = new GraphBuilder("net", Shape.of(2, 2, 1));
    int relu = builder.add("images", new Op.Relu(), Graph.INPUT);
    builder.add("images_/pool", new Op.GlobalAvgPool(), relu);
    assertThat(drawn(builder.build()).keySet())
        .containsExactly("images__", "images", "images_/pool");
  }
}
