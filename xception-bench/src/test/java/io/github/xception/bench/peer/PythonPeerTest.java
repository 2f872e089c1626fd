package io.github.xception.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.Workloads;
import io.github.xception.bench.contender.BackendContender;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.parity.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Peers held against the reference. What needs a Python with packages runs where {@code
 * XCEPTION_PEERS_PYTHON} names one.
 */
class PythonPeerTest {
  private static final int BATCH = 3;

  /** Every operation; borders that are padded alike, differently, and not at all. */
  private static final String MODEL =
      """
      {
        "name": "all-operations",
        "input": {"height": 13, "width": 12, "channels": 3, "scaling": "symmetric"},
        "layers": [
          {"conv2d": {"filters": 6, "kernel": 3, "stride": 2, "bias": true}},
          {"batchNorm": {"momentum": 0.9}}, "relu",
          {"conv2d": {"filters": 8, "kernel": 3, "padding": 1, "groups": 2}},
          {"batchNorm": {"scale": false}},
          {"residual": {
            "main": ["relu", {"separableConv2d": {"filters": 8, "kernel": 3, "multiplier": 2}}, {"batchNorm": {"offset": false}}]
          }},
          {"maxPool2d": {"size": 3, "stride": 2}},
          {"conv2d": {"filters": 4, "kernel": 2, "padding": "valid"}},
          {"avgPool2d": {"size": 2, "stride": 1, "padding": "valid"}},
          "flatten",
          {"dense": {"units": 5}}
        ]
      }
      """;

  @TempDir private Path folder;

  private WorkloadFolder write(Mode mode) throws Exception {
    Path model = Files.writeString(folder.resolve("model.json"), MODEL);
    Workload workload = Workloads.of(model.toString(), mode, BATCH, Precision.FP32, "cpu", 1);
    Graph graph = Lowering.lower(workload.config());
    Random random = new Random(5);
    Tensor images =
        Tensor.create(
            graph.inputShape().prepend(BATCH),
            to -> {
              while (to.hasRemaining()) {
                to.put(random.nextFloat() * 2 - 1);
              }
            });
    float[] labels = new float[BATCH * graph.classes()];
    for (int i = 0; i < BATCH; i++) {
      labels[i * graph.classes() + i] = 1;
    }
    WorkloadFolder written = new WorkloadFolder(Files.createTempDirectory(folder, "workload"));
    written.write(
        workload,
        InitialWeights.draw(graph, 3),
        images,
        Tensor.of(Shape.of(BATCH, graph.classes()), labels));
    return written;
  }

  static Stream<PythonPeer> all() {
    return PythonPeer.ALL.stream();
  }

  static Stream<PythonPeer> learning() {
    return all().filter(peer -> !peer.name().equals("peer-onnxruntime"));
  }

  @ParameterizedTest
  @MethodSource("all")
  @EnabledIfEnvironmentVariable(named = PythonPeer.PYTHON_VARIABLE, matches = ".+")
  void predictsTheSame(PythonPeer peer) throws Exception {
    WorkloadFolder workload = write(Mode.INFERENCE);
    try (ContenderSession ours = new BackendContender("reference").open(workload);
        ContenderSession theirs = peer.open(workload)) {
      Tensor expected = ours.predict();
      assertThat(Difference.between(theirs.predict(), expected).relative()).isLessThan(1e-5);
      assertThat(Difference.between(theirs.predict(), expected).relative()).isLessThan(1e-5);
      assertThat(theirs.engine().device()).isEqualTo("cpu");
      assertThat(theirs.process().pid()).isNotEqualTo(ProcessHandle.current().pid());
    }
  }

  @ParameterizedTest
  @MethodSource("learning")
  @EnabledIfEnvironmentVariable(named = PythonPeer.PYTHON_VARIABLE, matches = ".+")
  void trainsTheSame(PythonPeer peer) throws Exception {
    WorkloadFolder workload = write(Mode.TRAINING);
    try (ContenderSession ours = new BackendContender("reference").open(workload);
        ContenderSession theirs = peer.open(workload)) {
      double first = ours.step();
      assertThat(theirs.step()).isCloseTo(first, within(1e-5));
      double last = first;
      for (int i = 0; i < 4; i++) {
        last = ours.step();
        assertThat(theirs.step()).as("step %s", i + 2).isCloseTo(last, within(1e-4));
      }
      assertThat(last).isLessThan(first - 1e-3);
    }
  }

  @Test
  void aPythonThatIsNotThereIsRefused() throws Exception {
    WorkloadFolder workload = write(Mode.INFERENCE);
    String absent = folder.resolve("no-python").toString();
    assertThatThrownBy(() -> PeerSession.start(PythonPeer.ALL.get(0), absent, workload))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("there is no Python")
        .hasMessageContaining("no-python")
        .hasMessageContaining("XCEPTION_PEERS_PYTHON");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that fails is POSIX's shell")
  void theLastWordsOfAProcessThatEndsAreTold() throws Exception {
    WorkloadFolder workload = write(Mode.INFERENCE);
    assertThatThrownBy(() -> PeerSession.start(PythonPeer.ALL.get(0), "sh", workload))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("'peer-pytorch' ended its process; it said last:")
        .hasMessageContaining("peer_pytorch.py");
  }
}
