package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.tensor.Initializer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How layers are expanded, named and filled in. */
class LayerPathsTest {
  private static List<Layer> layers(String blocks, String layers) {
    return Specs.parseModel(Problematic.withBlocks(blocks, layers), "test").layers();
  }

  private static List<String> nodes(String blocks, String layers) {
    return Lowering.lower(Specs.parseModel(Problematic.withBlocks(blocks, layers), "test"))
        .nodes()
        .stream()
        .map(Node::path)
        .toList();
  }

  private static final String TWO =
      "{\"two\": {\"parameters\": [\"n\"], \"layers\": ["
          + "{\"conv2d\": {\"filters\": \"$n\", \"kernel\": 1}}, \"relu\"]}}";

  @Test
  void namesAreNumberedByTypeWithinTheirLevel() {
    assertThat(nodes("{}", "[\"relu\", \"batchNorm\", {\"relu\": {\"name\": \"act\"}}, \"relu\"]"))
        .containsExactly("relu_1", "batchNorm_1", "act", "relu_2");
  }

  @Test
  void aUseIsALevel() {
    assertThat(
            nodes(
                TWO,
                "[{\"use\": \"two\", \"with\": {\"n\": 3}},"
                    + "{\"use\": \"two\", \"with\": {\"n\": 3}},"
                    + "{\"use\": \"two\", \"name\": \"x\", \"with\": {\"n\": 3}}]"))
        .containsExactly(
            "two_1/conv2d_1",
            "two_1/relu_1",
            "two_2/conv2d_1",
            "two_2/relu_1",
            "x/conv2d_1",
            "x/relu_1");
  }

  @Test
  void aRepeatIsALevelOfItsOwn() {
    assertThat(
            nodes(
                TWO,
                "[{\"repeat\": {\"times\": 2, \"layers\": [\"relu\","
                    + "{\"use\": \"two\", \"with\": {\"n\": 3}}]}}]"))
        .containsExactly(
            "repeat_1_1/relu_1",
            "repeat_1_1/two_1/conv2d_1",
            "repeat_1_1/two_1/relu_1",
            "repeat_1_2/relu_1",
            "repeat_1_2/two_1/conv2d_1",
            "repeat_1_2/two_1/relu_1");
  }

  @Test
  void aRepeatOfOneUseHasNoNeedlessLevel() {
    assertThat(
            nodes(
                TWO,
                "[{\"repeat\": {\"name\": \"flow\", \"times\": 2, \"layers\": ["
                    + "{\"use\": \"two\", \"with\": {\"n\": 3}}]}}]"))
        .containsExactly("flow_1/conv2d_1", "flow_1/relu_1", "flow_2/conv2d_1", "flow_2/relu_1");
    assertThat(
            nodes(
                TWO,
                "[{\"repeat\": {\"name\": \"flow\", \"times\": 1, \"layers\": ["
                    + "{\"use\": \"two\", \"name\": \"x\", \"with\": {\"n\": 3}}]}}]"))
        .containsExactly("flow_1/x/conv2d_1", "flow_1/x/relu_1");
  }

  @Test
  void aResidualIsNoLevel() {
    assertThat(
            nodes(
                "{}",
                "[{\"residual\": {\"main\": [\"relu\"], \"shortcut\": [\"relu\"]}},"
                    + "{\"residual\": {\"name\": \"sum\", \"main\": [\"relu\"]}}]"))
        .containsExactly("relu_1", "relu_2", "residual_1", "relu_3", "sum");
  }

  @Test
  void referencesReachThroughBlocks() {
    List<Layer> layers =
        layers(
            "{\"inner\": {\"parameters\": [\"f\", \"k\", \"i\", \"name\"], \"layers\": ["
                + "{\"conv2d\": {\"name\": \"$name\", \"filters\": \"$f\", \"kernel\": \"$k\","
                + " \"initializer\": \"$i\"}},"
                + "{\"conv2d\": {\"filters\": \"$f\", \"kernel\": [\"$f\", 2]}}]},"
                + "\"outer\": {\"parameters\": [\"f\"], \"layers\": ["
                + "{\"use\": \"inner\", \"with\": {\"f\": \"$f\", \"k\": [3, 5],"
                + " \"i\": \"zeros\", \"name\": \"c\"}}]}}",
            "[{\"use\": \"outer\", \"with\": {\"f\": 7}}]");
    assertThat(layers)
        .extracting(Layer::path)
        .containsExactly("outer_1/inner_1/c", "outer_1/inner_1/conv2d_1");
    assertThat(layers.get(0).spec())
        .isEqualTo(
            new LayerSpec.Conv2d(
                Optional.of("c"),
                7,
                new KernelSize(3, 5),
                1,
                PaddingSpec.SAME,
                1,
                false,
                Initializer.ZEROS));
    assertThat(((LayerSpec.Conv2d) layers.get(1).spec()).kernel()).isEqualTo(new KernelSize(7, 2));
    assertThat(layers.get(0).origin())
        .isEqualTo(
            new Layer.Origin(
                "/blocks/inner/layers/0/conv2d", List.of("/blocks/outer/layers/0", "/layers/0")));
  }

  @Test
  void defaultsFillInWhatIsLeftOut() {
    String json =
        "{\"name\": \"n\", \"input\": {\"height\": 8, \"width\": 8}, \"defaults\": {"
            + "\"conv2d\": {\"kernel\": 3, \"padding\": \"valid\", \"stride\": 2},"
            + "\"batchNorm\": {\"momentum\": 0.5}}, \"layers\": ["
            + "{\"conv2d\": {\"filters\": 4, \"stride\": 1}}, \"batchNorm\"]}";
    List<Layer> layers = Specs.parseModel(json, "test").layers();
    assertThat(layers)
        .extracting(Layer::spec)
        .containsExactly(
            new LayerSpec.Conv2d(
                Optional.empty(),
                4,
                new KernelSize(3, 3),
                1,
                PaddingSpec.VALID,
                1,
                false,
                Initializer.HE_NORMAL),
            new LayerSpec.BatchNorm(
                Optional.empty(), 0.5, 0.001, true, true, LayerSpec.BatchNorm.Statistics.MOVING));
  }

  @Test
  void aSeparableConvolutionBecomesTwoNodes() {
    Graph graph =
        Lowering.lower(
            Specs.parseModel(
                Problematic.withLayers(
                    "[{\"separableConv2d\": {\"name\": \"s\", \"filters\": 8, \"kernel\": 3,"
                        + " \"stride\": 2, \"multiplier\": 2, \"bias\": true,"
                        + " \"initializer\": \"truncatedNormal\"}}]"),
                "test"));
    assertThat(graph.nodes())
        .extracting(Node::op)
        .containsExactly(
            new Op.Conv2d(new Window(3, 3, 2, new Padding(0, 1, 0, 1)), 3, 6, false),
            new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, 8, true));
    assertThat(graph.parameters())
        .extracting(ParameterInfo::path)
        .containsExactly("s/depthwise_kernel", "s/pointwise_kernel", "s/bias");
    assertThat(graph.parameters())
        .extracting(ParameterInfo::initializer)
        .containsExactly(
            Initializer.TRUNCATED_NORMAL, Initializer.TRUNCATED_NORMAL, Initializer.ZEROS);
  }

  @Test
  void aSoftmaxMayEndTheModel() {
    Graph graph =
        Lowering.lower(
            Specs.parseModel(
                Problematic.withLayers(
                    "[\"globalAvgPool2d\", {\"dense\": {\"units\": 4}}, \"softmax\"]"),
                "test"));
    assertThat(graph.logits().path()).isEqualTo("dense_1");
    assertThat(graph.output().path()).isEqualTo("softmax_1");
  }
}
