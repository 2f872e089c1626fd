package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Presets;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a compiled network computes is what the network as it is computes, operation by operation.
 */
class CompiledNetworkTest {
  private static Backend open(ScriptForm form) {
    return new DjlBackend(PyTorchEngine.start(new BackendOptions(Device.CPU, 0)).with(form));
  }

  @ParameterizedTest
  @EnumSource(ScriptForm.class)
  void computesWhatTheNetworkDoes(ScriptForm form) {
    try (Backend backend = open(form)) {
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
    try (Backend backend = open(form);
        InferenceSession session = backend.load(graph, TestNetworks.trained(graph))) {
      expectSame(graph, session, TestNetworks.normal(graph.inputShape().prepend(2), 1), 1e-4f);
    }
  }

  private static void expectSame(
      Graph graph, InferenceSession session, Tensor images, float tolerance) {
    String output = graph.output().path();
    float[] expected = session.activations(images, List.of(output)).get(output).toArray();
    float largest = 1e-3f;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(session.predict(images).toArray())
        .as(graph.name())
        .containsExactly(expected, Offset.offset(tolerance * largest));
  }

  /** No test of the fused form would tell anything if this machine had it not. */
  @Test
  void theFormInUseIsTold() {
    try (Backend backend = new PyTorchBackendProvider().open(new BackendOptions(Device.CPU, 0))) {
      assertThat(backend.info().devices().get(0))
          .containsAnyOf(ScriptForm.FUSED.toString(), ScriptForm.PLAIN.toString());
    }
  }
}
