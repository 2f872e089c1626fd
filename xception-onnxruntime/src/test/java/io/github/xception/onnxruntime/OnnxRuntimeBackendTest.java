package io.github.xception.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.reference.ReferenceBackendProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the contract of all backends does not ask. */
class OnnxRuntimeBackendTest {
  private static Backend open(BackendOptions options) {
    return new OnnxRuntimeBackendProvider().open(options);
  }

  @Test
  void trainingIsRefusedWithAWayOut() {
    Graph graph = TestNetwork.graph();
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      assertThatThrownBy(
              () ->
                  backend.train(
                      graph,
                      TestNetwork.weights(graph),
                      new OptimizerSpec.Sgd(0, WeightDecay.NONE)))
          .isInstanceOf(UnsupportedCapabilityException.class)
          .hasMessageContainingAll("'onnxruntime' does not support TRAINING", "another backend");
    }
  }

  @Test
  void bf16IsRefusedWithAWayOut() {
    assertThatThrownBy(() -> open(BackendOptions.DEFAULT.withPrecision(Precision.BF16)))
        .isInstanceOf(UnsupportedCapabilityException.class)
        .hasMessageContainingAll("BFLOAT16", "set backend.precision to fp32");
  }

  @Test
  void aGpuThatIsNotThereIsRefusedWithWhatItTakes() {
    assertThatThrownBy(() -> open(new BackendOptions(Device.parse("gpu:99"), 0)))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("gpu:99", "onnxruntime_gpu", "driver", "choose device cpu");
  }

  @Test
  void innerValuesOfOneSelectionDoNotSpoilThoseOfTheNext() {
    Graph graph = Lowering.lower(TestNetwork.spec());
    Weights weights = TestNetwork.weights(graph);
    Tensor images = TestNetwork.images(graph, 2);
    try (Backend reference = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
        InferenceSession wanted = reference.load(graph, weights);
        Backend backend = open(new BackendOptions(Device.CPU, 1));
        InferenceSession session = backend.load(graph, weights)) {
      String first = graph.nodes().get(1).path();
      for (List<String> paths :
          List.of(List.of(first, "output"), List.of("logits"), List.of("output", first, first))) {
        Map<String, Tensor> values = session.activations(images, paths);
        Map<String, Tensor> expected = wanted.activations(images, paths);
        assertThat(values).containsOnlyKeys(paths);
        values.forEach(
            (path, value) -> {
              assertThat(value.shape()).isEqualTo(expected.get(path).shape());
              assertThat(value.toArray())
                  .as(path)
                  .containsExactly(expected.get(path).toArray(), within(1e-5f));
            });
      }
      assertThatThrownBy(() -> session.activations(images, List.of("no such node")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no such node");
    }
  }

  @Test
  void tellsWhatItDependsOnWithoutStarting() {
    List<Fact> facts = new OnnxRuntimeBackendProvider().environment();
    assertThat(facts)
        .extracting(Fact::name)
        .contains("library", "cache folder", "cache writable", "unpacked", "downloads");
    assertThat(facts)
        .filteredOn(fact -> fact.name().equals("library"))
        .singleElement()
        .extracting(Fact::value)
        .asString()
        .endsWith(".jar");
  }

  @Test
  void isFound() {
    assertThat(
            InstalledPlugins.find(BackendProvider.class, BackendProvider::name).get("onnxruntime"))
        .containsInstanceOf(OnnxRuntimeBackendProvider.class);
  }
}
