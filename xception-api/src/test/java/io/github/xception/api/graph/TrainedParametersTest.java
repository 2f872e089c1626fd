package io.github.xception.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which parameters an optimizer changes, and on which decay acts. */
class TrainedParametersTest {
  private static Graph network(boolean scale, boolean offset, Statistics statistics) {
    GraphBuilder builder = new GraphBuilder("net", Shape.of(4, 4, 3));
    int x =
        builder.add(
            "conv", new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, 2, true), Graph.INPUT);
    x = builder.add("bn", new Op.BatchNorm(0.9, 1e-3, scale, offset, statistics), x);
    x = builder.add("pool", new Op.GlobalAvgPool(), x);
    int unused = builder.add("head", new Op.Dense(2, true), x);
    return builder.build();
  }

  private static Graph network() {
    return network(true, true, Statistics.BATCH_IN_TRAINING);
  }

  private static List<String> paths(Graph graph, Predicate<ParameterInfo> flag) {
    return graph.parameters().stream().filter(flag).map(ParameterInfo::path).toList();
  }

  private static Statistics statistics(Graph graph) {
    return ((Op.BatchNorm) graph.node("bn").orElseThrow().op()).statistics();
  }

  private static Predicate<String> patterns(String... patterns) {
    return PathPattern.anyOf(List.of(patterns));
  }

  @Test
  void usually() {
    assertThat(paths(network(), ParameterInfo::trainable))
        .containsExactly(
            "conv/kernel", "conv/bias", "bn/gamma", "bn/beta", "head/kernel", "head/bias");
    assertThat(paths(network(), ParameterInfo::decayed))
        .containsExactly("conv/kernel", "head/kernel");
    assertThat(statistics(network())).isEqualTo(Statistics.BATCH_IN_TRAINING);
  }

  @Test
  void frozenParametersAreNeitherTrainedNorDecayed() {
    Graph graph = network().frozen(patterns("conv", "head/bias"));
    assertThat(paths(graph, ParameterInfo::trainable))
        .containsExactly("bn/gamma", "bn/beta", "head/kernel");
    assertThat(paths(graph, ParameterInfo::decayed)).containsExactly("head/kernel");
    assertThat(paths(graph, p -> true)).isEqualTo(paths(network(), p -> true));
    assertThat(statistics(graph)).isEqualTo(Statistics.BATCH_IN_TRAINING);
  }

  @Test
  void decayIsConfined() {
    assertThat(paths(network().decayedOnly(patterns("head/**")), ParameterInfo::decayed))
        .containsExactly("head/kernel");
    assertThat(paths(network().decayedOnly(patterns("**/bias")), ParameterInfo::decayed)).isEmpty();
    // Each says what else goes without, in whatever order.
    Graph both = network().frozen(patterns("head")).decayedOnly(patterns("**"));
    assertThat(paths(both, ParameterInfo::decayed)).containsExactly("conv/kernel");
    assertThat(network().decayedOnly(patterns("**")).frozen(patterns("head"))).isEqualTo(both);
  }

  @Test
  void aNormIsFrozenWithAllThatItLearns() {
    assertThat(statistics(network().frozen(patterns("bn")))).isEqualTo(Statistics.ALWAYS_MOVING);
    assertThat(statistics(network().frozen(patterns("bn/gamma"))))
        .isEqualTo(Statistics.BATCH_IN_TRAINING);
    assertThat(statistics(network().frozen(patterns("bn/gamma")).frozen(patterns("bn/beta"))))
        .isEqualTo(Statistics.ALWAYS_MOVING);
    assertThat(statistics(network().frozen(patterns("bn/moving_*"))))
        .isEqualTo(Statistics.BATCH_IN_TRAINING);
    Graph offset = network(false, true, Statistics.BATCH_IN_TRAINING);
    assertThat(statistics(offset.frozen(patterns("bn/beta")))).isEqualTo(Statistics.ALWAYS_MOVING);
  }

  @Test
  void aNormThatLearnsNothingIsFrozenWithItsStatistics() {
    Graph bare = network(false, false, Statistics.BATCH_IN_TRAINING);
    assertThat(statistics(bare.frozen(patterns("conv")))).isEqualTo(Statistics.BATCH_IN_TRAINING);
    assertThat(statistics(bare.frozen(patterns("bn/moving_mean"))))
        .isEqualTo(Statistics.BATCH_IN_TRAINING);
    assertThat(statistics(bare.frozen(patterns("bn")))).isEqualTo(Statistics.ALWAYS_MOVING);
  }

  @Test
  void aNormThatAlwaysUsesTheBatchKeepsDoingSo() {
    Graph graph = network(true, true, Statistics.ALWAYS_BATCH).frozen(patterns("**"));
    assertThat(statistics(graph)).isEqualTo(Statistics.ALWAYS_BATCH);
    assertThat(paths(graph, ParameterInfo::trainable)).isEmpty();
  }

  @Test
  void contradictoryFlagsAreRefused() {
    Shape shape = Shape.of(2);
    assertThatThrownBy(
            () ->
                new ParameterInfo(
                    "bn/moving_mean",
                    Role.MOVING_MEAN,
                    shape,
                    Initializer.ZEROS,
                    1,
                    1,
                    true,
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bn/moving_mean");
    assertThatThrownBy(
            () ->
                new ParameterInfo(
                    "a/kernel", Role.KERNEL, shape, Initializer.ZEROS, 1, 1, false, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/kernel");
  }
}
