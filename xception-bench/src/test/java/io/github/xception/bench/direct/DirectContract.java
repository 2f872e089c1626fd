package io.github.xception.bench.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.Workloads;
import io.github.xception.bench.contender.BackendContender;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.parity.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what is written by hand computes what the framework computes on the same engine. */
abstract class DirectContract {
  @TempDir private Path folder;

  /** Returns what is written by hand. */
  abstract Contender direct();

  /** Returns the backend on the same engine. */
  abstract String backend();

  private WorkloadFolder write(String network, Mode mode, int batch, Precision precision)
      throws Exception {
    return write(Workloads.of(network, mode, batch, precision, "cpu", 1));
  }

  private WorkloadFolder write(Workload workload) throws Exception {
    int batch = workload.batch();
    Graph graph = Lowering.lower(workload.config());
    Random random = new Random(7);
    Tensor images =
        Tensor.create(
            graph.inputShape().prepend(batch),
            to -> {
              while (to.hasRemaining()) {
                to.put(random.nextFloat() * 2 - 1);
              }
            });
    int classes = graph.classes();
    Tensor labels =
        Tensor.create(
            Shape.of(batch, classes),
            to -> {
              for (int i = 0; i < batch; i++) {
                to.put(i * classes + i % classes, 1);
              }
            });
    WorkloadFolder written = new WorkloadFolder(Files.createTempDirectory(folder, "workload"));
    written.write(workload, InitialWeights.draw(graph, 3), images, labels);
    return written;
  }

  @Test
  void predictsTheSame() throws Exception {
    for (String network : new String[] {"xception-mini", "xception-flowers17"}) {
      WorkloadFolder workload = write(network, Mode.INFERENCE, 2, Precision.FP32);
      try (ContenderSession ours = new BackendContender(backend()).open(workload);
          ContenderSession theirs = direct().open(workload)) {
        Tensor first = theirs.predict();
        assertThat(Difference.between(first, ours.predict()).relative())
            .as(network)
            .isLessThan(1e-4);
        assertThat(theirs.predict().toArray()).isEqualTo(first.toArray());
        assertThat(theirs.engine().device()).isEqualTo(ours.engine().device());
      }
    }
  }

  @Test
  void trainsTheSame() throws Exception {
    WorkloadFolder workload = write("xception-mini", Mode.TRAINING, 6, Precision.FP32);
    try (ContenderSession ours = new BackendContender(backend()).open(workload);
        ContenderSession theirs = direct().open(workload)) {
      double first = ours.step();
      assertThat(theirs.step()).isCloseTo(first, within(1e-4));
      double last = first;
      for (int i = 0; i < 4; i++) {
        last = ours.step();
        assertThat(theirs.step()).as("step %s", i + 2).isCloseTo(last, within(2e-3));
      }
      assertThat(last).isLessThan(first - 0.02);
    }
  }

  @Test
  void whatItIsNotWrittenForIsRefused() throws Exception {
    WorkloadFolder other = write("xception41", Mode.INFERENCE, 1, Precision.FP32);
    assertThatThrownBy(() -> direct().open(other))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("'xception41' is not written by hand")
        .hasMessageContaining("xception-mini");
    WorkloadFolder low = write("xception-mini", Mode.INFERENCE, 1, Precision.BF16);
    assertThatThrownBy(() -> direct().open(low)).isInstanceOf(UnsupportedCapabilityException.class);
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() throws Exception {
    WorkloadFolder absent =
        write(Workloads.of("xception-mini", Mode.INFERENCE, 1, Precision.FP32, "gpu:99", 1));
    assertThatThrownBy(() -> direct().open(absent))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("gpu:99 was asked for");
  }

  @Test
  void theDeviceThatWasFoundIsTold() throws Exception {
    WorkloadFolder any =
        write(Workloads.of("xception-mini", Mode.INFERENCE, 1, Precision.FP32, "auto", 1));
    try (ContenderSession ours = new BackendContender(backend()).open(any);
        ContenderSession theirs = direct().open(any)) {
      assertThat(theirs.engine().device()).isEqualTo(ours.engine().device()).isNotEqualTo("auto");
    }
  }
}
