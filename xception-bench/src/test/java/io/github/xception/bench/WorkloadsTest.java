package io.github.xception.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import io.github.xception.data.ProgressListener;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {
  @TempDir private Path folder;

  @Test
  void takesTheNetworkButItsDropout() {
    Workload workload = workload("xception-flowers17", 3);
    assertThat(Lowering.lower(workload.config()).nodes())
        .extracting(Node::op)
        .noneMatch(Op.Dropout.class::isInstance)
        .hasSizeGreaterThan(100);
    assertThat(workload.network()).isEqualTo("xception-flowers17");
  }

  @Test
  void setsAllThatSpeedDependsOn() {
    Workload workload = workload("flowers17", 3);
    assertThat(workload.batch()).isEqualTo(3);
    assertThat(workload.threads()).isEqualTo(2);
    assertThat(workload.device()).isEqualTo("cpu");
    assertThat(workload.precision()).isEqualTo(Precision.BF16);
    assertThat(workload.config().training().accumulate()).isEqualTo(1);
    assertThat(workload.config().optimizer())
        .isEqualTo(new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE));
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    Workload workload = workload("xception-mini", 3);
    WorkloadFolder written = files(Integer.MAX_VALUE).write(workload);
    assertThat(written.workload()).isEqualTo(workload);
    assertThat(written.images().shape()).isEqualTo(Shape.of(3, 48, 48, 3));
    assertThat(written.labels().shape()).isEqualTo(Shape.of(3, 5));
    assertThat(written.weights().paths()).contains("conv_1/kernel", "predictions/bias");
  }

  @Test
  void trainingIsRehearsedOnTheFirstImages() throws Exception {
    Workload workload = workload("xception-mini", 3);
    WorkloadFiles files = files(2);
    WorkloadFolder all = files.write(workload);
    WorkloadFolder first = files.writeRehearsal(workload);
    assertThat(files.isCut(workload)).isTrue();
    assertThat(first.workload().batch()).isEqualTo(2);
    assertThat(first.images().toArray()).isEqualTo(all.images().rows(0, 2).toArray());
    assertThat(first.labels().toArray()).isEqualTo(all.labels().rows(0, 2).toArray());
    assertThat(files.writeFp32(workload).images().shape()).isEqualTo(Shape.of(2, 48, 48, 3));
    assertThat(files.writeRounded(workload).images().shape()).isEqualTo(Shape.of(2, 48, 48, 3));
  }

  @Test
  void inferenceIsRehearsedOnAllImages() {
    WorkloadFiles files = files(2);
    assertThat(
            files.isCut(Workloads.of("xception-mini", Mode.INFERENCE, 3, Precision.FP32, "cpu", 2)))
        .isFalse();
    assertThat(files.isCut(workload("xception-mini", 2))).isFalse();
  }

  @Test
  void aNetworkThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> workload("xception-minni", 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("xception-mini");
  }

  private WorkloadFiles files(int rehearsalImages) {
    return new WorkloadFiles(
        folder,
        new Datasets(DataLocations.of(Map.of(), folder), ProgressListener.NONE),
        rehearsalImages);
  }

  private static Workload workload(String network, int batch) {
    return Workloads.of(network, Mode.TRAINING, batch, Precision.BF16, "cpu", 2);
  }
}
