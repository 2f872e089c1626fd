package io.github.xception.bench;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.parity.LastBits;
import io.github.xception.bench.parity.WideLabels;
import io.github.xception.data.Datasets;
import io.github.xception.data.SplitDatasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes workloads to where contenders read them. */
final class WorkloadFiles {
  private static final long SEED = 0;

  private final Path parent;
  private final Datasets datasets;
  private int count;
  private Optional<Opened> opened = Optional.empty();

  /**
   * Makes one.
   *
   * @param parent the folder for all of them
   * @param datasets opens the images
   */
  WorkloadFiles(Path parent, Datasets datasets) {
    this.parent = parent;
    this.datasets = datasets;
  }

  /** Writes a workload. */
  WorkloadFolder write(Workload workload) throws IOException {
    return write(workload, weights(workload));
  }

  /** Writes a workload to be done in fp32. */
  WorkloadFolder writeFp32(Workload workload) throws IOException {
    return write(fp32(workload));
  }

  /** Writes a workload to be done in fp32 from weights that are off by a rounding. */
  WorkloadFolder writeRounded(Workload workload) throws IOException {
    return write(fp32(workload), LastBits.flipped(weights(workload)));
  }

  private static Workload fp32(Workload workload) {
    return workload.withPrecision(Precision.FP32);
  }

  private static Weights weights(Workload workload) {
    return InitialWeights.draw(Lowering.lower(workload.config()), SEED);
  }

  private WorkloadFolder write(Workload workload, Weights weights) throws IOException {
    count++;
    WorkloadFolder folder =
        new WorkloadFolder(Files.createDirectory(parent.resolve("workload-" + count)));
    TrainingConfig config = workload.config();
    Graph graph = Lowering.lower(config);
    try (BatchStream batches = images(config).train().batches(SEED, 0)) {
      Batch batch = WideLabels.widen(batches.next(), graph.classes());
      folder.write(workload, weights, batch.images(), batch.labels());
    }
    return folder;
  }

  /** Images that have been read, and what for. */
  private record Opened(DataSpec data, InputSpec input, int batch, SplitDatasets images) {
    boolean suits(TrainingConfig config) {
      return data.equals(config.data())
          && input.equals(config.model().input())
          && batch == config.training().batch();
    }
  }

  /** Reads images, unless they are those that were read last. */
  private SplitDatasets images(TrainingConfig config) {
    Optional<Opened> suitable = opened.filter(each -> each.suits(config));
    if (suitable.isEmpty()) {
      DataSpec data = config.data();
      InputSpec input = config.model().input();
      int batch = config.training().batch();
      suitable = Optional.of(new Opened(data, input, batch, datasets.open(data, input, batch)));
      opened = suitable;
    }
    return suitable.get().images();
  }

  /**
   * Measures how long the data pipeline takes for a batch to train on, with nothing else to do.
   *
   * @param batches how many are made
   * @return seconds
   */
  double secondsPerBatch(Workload workload, int batches) {
    try (BatchStream stream = images(workload.config()).train().batches(SEED, 0)) {
      // The first ones have been prepared ahead, or wait for what is made once.
      for (int i = 0; i < batches; i++) {
        stream.next();
      }
      long start = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        stream.next();
      }
      return (System.nanoTime() - start) / 1e9 / batches;
    }
  }
}
