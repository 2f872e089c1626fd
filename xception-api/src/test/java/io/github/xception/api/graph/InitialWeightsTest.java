package io.github.xception.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
  private final Graph graph = network(8);

  /** Changes only if every run ever recorded is to start from other weights. */
  @Test
  void bitsAreFixedForAllTime() {
    assertThat(sha256(InitialWeights.draw(graph, 42)))
        .isEqualTo("a214246443b61fc1224f1969e974a7bb81bf64cdd2fcbaefa3634aefd94ef268");
  }

  @Test
  void coversAllParametersInOrder() {
    Weights weights = InitialWeights.draw(graph, 1);
    assertThat(weights.paths())
        .containsExactlyElementsOf(graph.parameters().stream().map(ParameterInfo::path).toList());
    for (ParameterInfo parameter : graph.parameters()) {
      assertThat(weights.get(parameter.path()).shape()).isEqualTo(parameter.shape());
    }
  }

  @Test
  void batchNormStartsAsIdentity() {
    Weights weights = InitialWeights.draw(graph, 1);
    assertThat(weights.get("bn/gamma").toArray()).containsOnly(1f);
    assertThat(weights.get("bn/beta").toArray()).containsOnly(0f);
    assertThat(weights.get("bn/moving_mean").toArray()).containsOnly(0f);
    assertThat(weights.get("bn/moving_variance").toArray()).containsOnly(1f);
  }

  @Test
  void seedMatters() {
    assertThat(sha256(InitialWeights.draw(graph, 1)))
        .isEqualTo(sha256(InitialWeights.draw(graph, 1)))
        .isNotEqualTo(sha256(InitialWeights.draw(graph, 2)));
  }

  @Test
  void aParameterDoesNotDependOnOthers() {
    Weights other = InitialWeights.draw(network(9), 1);
    assertThat(other.get("conv/kernel").toArray())
        .containsExactly(InitialWeights.draw(graph, 1).get("conv/kernel").toArray());
  }

  private static Graph network(int units) {
    GraphBuilder builder = new GraphBuilder("net", Shape.of(9, 9, 3));
    Window window = new Window(3, 3, 1, Padding.NONE);
    int conv =
        builder.add(
            "conv",
            new Op.Conv2d(window, 1, 16, false),
            KernelSettings.at("conv", Initializer.TRUNCATED_NORMAL),
            Graph.INPUT);
    int norm = builder.add("bn", new Op.BatchNorm(0.9, 1e-3, true, true), conv);
    int depthwise =
        builder.add(
            "depthwise",
            new Op.Conv2d(window, 16, 16, false),
            KernelSettings.at("depthwise", Initializer.HE_NORMAL),
            norm);
    int pool = builder.add("pool", new Op.GlobalAvgPool(), depthwise);
    builder.add(
        "dense",
        new Op.Dense(units, true),
        KernelSettings.at("dense", Initializer.GLOROT_UNIFORM),
        pool);
    return builder.build();
  }

  private static String sha256(Weights weights) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Tensor tensor : weights.asMap().values()) {
        ByteBuffer bytes =
            ByteBuffer.allocate(tensor.shape().elements() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.floats());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
