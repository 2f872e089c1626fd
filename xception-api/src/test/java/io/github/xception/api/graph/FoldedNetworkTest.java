package io.github.xception.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Which batch normalizations are folded, and into what. What folded networks compute is tested by
 * engines.
 */
class FoldedNetworkTest {
  private static final Op NORM = new Op.BatchNorm(0.9, 1e-3, true, true);

  private final GraphBuilder builder = new GraphBuilder("net", Shape.of(4, 4, 2));

  private static Op conv(int groups, int filters, boolean bias) {
    return new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), groups, filters, bias);
  }

  private FoldedNetwork folded() {
    Graph graph = builder.build();
    return FoldedNetwork.of(graph, weights(graph));
  }

  /** Returns weights of trained kind: no value that would hide a mistake. */
  private static Weights weights(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      RandomStream random = RandomStream.of(1, parameter.path());
      tensors.put(
          parameter.path(),
          Tensor.create(
              parameter.shape(),
              buffer -> {
                while (buffer.hasRemaining()) {
                  double value = random.nextGaussian();
                  buffer.put(
                      (float)
                          (parameter.role() == Role.MOVING_VARIANCE ? 0.1 + value * value : value));
                }
              }));
    }
    return Weights.of(tensors);
  }

  private static List<String> paths(Graph graph) {
    return graph.nodes().stream().map(Node::path).toList();
  }

  @Test
  void multipliesInWhatItCanByHand() {
    int x = builder.add("conv", conv(1, 2, true), Graph.INPUT);
    builder.add("bn", new Op.BatchNorm(0.9, 0.25, true, true), x);
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("conv/kernel", Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4));
    tensors.put("conv/bias", Tensor.of(Shape.of(2), 5, 6));
    tensors.put("bn/gamma", Tensor.of(Shape.of(2), 2, 3));
    tensors.put("bn/beta", Tensor.of(Shape.of(2), 0.5f, -1));
    tensors.put("bn/moving_mean", Tensor.of(Shape.of(2), 4, -2));
    tensors.put("bn/moving_variance", Tensor.of(Shape.of(2), 0.75f, 2));
    FoldedNetwork network = FoldedNetwork.of(builder.build(), Weights.of(tensors));
    // The factors are 2/√1 and 3/√2.25.
    assertThat(network.weights().get("conv/kernel").toArray()).containsExactly(2, 4, 6, 8);
    assertThat(network.weights().get("conv/bias").toArray()).containsExactly(2.5f, 15);
    assertThat(network.weights().paths()).containsExactly("conv/kernel", "conv/bias");
    assertThat(paths(network.graph())).containsExactly("conv");
  }

  @Test
  void givesABiasToWhatHasNone() {
    int x = builder.add("conv", conv(1, 3, false), Graph.INPUT);
    x = builder.add("conv_bn", NORM, x);
    x = builder.add("pool", new Op.GlobalAvgPool(), x);
    x = builder.add("dense", new Op.Dense(4, false), x);
    builder.add("dense_bn", NORM, x);
    Graph graph = folded().graph();
    assertThat(paths(graph)).containsExactly("conv", "pool", "dense");
    assertThat(graph.parameters())
        .extracting(ParameterInfo::path)
        .containsExactly("conv/kernel", "conv_bn/bias", "dense/kernel", "dense_bn/bias");
    assertThat(graph.nodes())
        .extracting(Node::op)
        .doesNotHaveAnyElementsOfTypes(Op.BatchNorm.class);
    assertThat(((Op.Dense) graph.output().op()).bias()).isTrue();
    assertThat(((Op.Conv2d) graph.nodes().get(0).op()).bias()).isTrue();
  }

  @Test
  void foldsOneAfterAnother() {
    int x = builder.add("conv", conv(1, 3, false), Graph.INPUT);
    x = builder.add("bn_1", NORM, x);
    x = builder.add("bn_2", NORM, x);
    builder.add("relu", new Op.Relu(), x);
    assertThat(paths(folded().graph())).containsExactly("conv", "relu");
  }

  @Test
  void leavesWhatIsReadTwice() {
    int x = builder.add("conv", conv(1, 2, false), Graph.INPUT);
    int y = builder.add("bn", NORM, x);
    builder.add("add", new Op.Add(), x, y);
    assertThat(paths(folded().graph())).containsExactly("conv", "bn", "add");
  }

  @Test
  void leavesWhatFollowsSomethingElse() {
    int x = builder.add("first_bn", NORM, Graph.INPUT);
    x = builder.add("conv", conv(1, 2, false), x);
    x = builder.add("relu", new Op.Relu(), x);
    builder.add("bn", NORM, x);
    FoldedNetwork network = folded();
    assertThat(network.graph()).isEqualTo(builder.build());
    Weights weights = weights(builder.build());
    assertThat(network.weights().paths()).containsExactlyElementsOf(weights.paths());
  }

  @Test
  void leavesWhatUsesTheBatch() {
    int x = builder.add("conv", conv(1, 2, false), Graph.INPUT);
    builder.add("bn", new Op.BatchNorm(0.9, 1e-3, true, true, Statistics.ALWAYS_BATCH), x);
    assertThat(paths(folded().graph())).containsExactly("conv", "bn");
  }

  @Test
  void foldsWhatIsFrozen() {
    int x = builder.add("conv", conv(1, 2, false), Graph.INPUT);
    builder.add("bn", NORM, x);
    Graph graph = builder.build().frozen(path -> true);
    assertThat(paths(FoldedNetwork.of(graph, weights(graph)).graph())).containsExactly("conv");
  }

  /** Values that are read later keep their readers, though the ids before them are gone. */
  @Test
  void keepsWhoReadsWhat() {
    int a = builder.add("a_bn", NORM, builder.add("a", conv(1, 2, false), Graph.INPUT));
    int b = builder.add("b_bn", NORM, builder.add("b", conv(2, 2, false), a));
    builder.add("add", new Op.Add(), a, b);
    Graph graph = folded().graph();
    assertThat(graph.nodes())
        .extracting(Node::inputs)
        .containsExactly(List.of(0), List.of(1), List.of(1, 2));
    assertThat(graph.nodes()).extracting(Node::id).containsExactly(1, 2, 3);
  }

  @Test
  void rightForEachOutputOfADepthwiseConvolution() {
    int x = builder.add("conv", conv(2, 6, false), Graph.INPUT);
    builder.add("bn", new Op.BatchNorm(0.9, 1e-3, false, false), x);
    Graph graph = builder.build();
    Weights weights = weights(graph);
    FoldedNetwork network = FoldedNetwork.of(graph, weights);
    float[] kernel = weights.get("conv/kernel").toArray();
    float[] mean = weights.get("bn/moving_mean").toArray();
    float[] variance = weights.get("bn/moving_variance").toArray();
    for (int filter = 0; filter < 6; filter++) {
      double factor = 1 / Math.sqrt(variance[filter] + 1e-3);
      assertThat(network.weights().get("conv/kernel").toArray()[filter])
          .isCloseTo((float) (kernel[filter] * factor), Offset.offset(1e-6f));
      assertThat(network.weights().get("bn/bias").toArray()[filter])
          .isCloseTo((float) (-mean[filter] * factor), Offset.offset(1e-6f));
    }
  }

  @Test
  void namesWhatIsMissing() {
    builder.add("bn", NORM, builder.add("conv", conv(1, 2, false), Graph.INPUT));
    Graph graph = builder.build();
    Map<String, Tensor> tensors = new LinkedHashMap<>(weights(graph).asMap());
    tensors.remove("bn/moving_mean");
    assertThatThrownBy(() -> FoldedNetwork.of(graph, Weights.of(tensors)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bn/moving_mean");
  }
}
