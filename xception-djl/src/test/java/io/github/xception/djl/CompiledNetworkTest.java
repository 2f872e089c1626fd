package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a compiled network computes is what the network as it is computes, operation by operation.
 */
class CompiledNetworkTest {
  private static Backend open(ScriptForm form, Precision precision) {
    BackendOptions options = new BackendOptions(Device.CPU, 0, precision);
    return new DjlBackend(PyTorchEngine.start(options).with(form));
  }

  @ParameterizedTest
  @EnumSource(ScriptForm.class)
  void computesWhatTheNetworkDoes(ScriptForm form) {
    try (Backend backend = open(form, Precision.FP32)) {
      for (Graph graph : TestNetworks.ofEachKind()) {
        Weights weights = TestNetworks.trained(graph);
        try (InferenceSession session = backend.load(graph, weights)) {
          // Packed for another batch, and any order of batches.
          for (int size : new int[] {1, 3, 1}) {
            Tensor images = TestNetworks.normal(graph.inputShape().prepend(size), size);
            expectSame(graph, session, images, 1e-5f);
          }
        }
      }
    }
  }

  /** With statistics as training leaves them, the logits of the article's network stay the same. */
  @ParameterizedTest
  @EnumSource(ScriptForm.class)
  void logitsOfXceptionStay(ScriptForm form) {
    Graph graph = Lowering.lower(Presets.model("xception-flowers17").orElseThrow());
    try (Backend backend = open(form, Precision.FP32);
        InferenceSession session = backend.load(graph, TestNetworks.trained(graph))) {
      expectSame(graph, session, TestNetworks.normal(graph.inputShape().prepend(2), 1), 1e-4f);
    }
  }

  /** In bfloat16 the same comes out, as far as 8 bits go. */
  @ParameterizedTest
  @EnumSource(ScriptForm.class)
  void inBFloat16NotFarOff(ScriptForm form) {
    Optional<String> obstacle = BFloat16Support.ofThisMachine().obstacle(ai.djl.Device.cpu());
    assumeTrue(obstacle.isEmpty(), () -> "bf16 cannot be had here: " + obstacle.orElse(""));
    try (Backend exact = open(ScriptForm.PLAIN, Precision.FP32);
        Backend backend = open(form, Precision.BF16)) {
      for (Graph graph : TestNetworks.ofEachKind()) {
        Weights weights = TestNetworks.trained(graph);
        Tensor images = TestNetworks.normal(graph.inputShape().prepend(3), 1);
        try (InferenceSession expected = exact.load(graph, weights);
            InferenceSession session = backend.load(graph, weights)) {
          expectClose(graph, session.predict(images), expected.predict(images), 0.05f);
        }
      }
    }
  }

  private static void expectSame(
      Graph graph, InferenceSession session, Tensor images, float tolerance) {
    String output = graph.output().path();
    Tensor expected = Weights.of(session.activations(images, List.of(output))).get(output);
    expectClose(graph, session.predict(images), expected, tolerance);
  }

  private static void expectClose(Graph graph, Tensor actual, Tensor expected, float tolerance) {
    float largest = 1e-3f;
    for (float value : expected.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.toArray())
        .as(graph.name())
        .containsExactly(expected.toArray(), Offset.offset(tolerance * largest));
  }

  /** The fused form is for some machines only, so it has to be said which one is in use. */
  @Test
  void theFormInUseIsTold() {
    try (Backend backend = new PyTorchBackendProvider().open(new BackendOptions(Device.CPU, 0))) {
      assertThat(backend.info().devices().get(0))
          .containsAnyOf(ScriptForm.FUSED.toString(), ScriptForm.PLAIN.toString());
    }
  }
}
