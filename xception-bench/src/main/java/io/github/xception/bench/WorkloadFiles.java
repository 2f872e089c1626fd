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
import io.github.xception.bench.contender.Mode;
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
  private final int rehearsalImages;
  private int count;
  private Optional<Opened> opened = Optional.empty();

  /**
   * Makes one.
   *
   * @param parent the folder for all of them
   * @param datasets opens the images
   * @param rehearsalImages how many of a batch are trained on in a rehearsal, at most
   */
  WorkloadFiles(Path parent, Datasets datasets, int rehearsalImages) {
    this.parent = parent;
    this.datasets = datasets;
    this.rehearsalImages = rehearsalImages;
  }

  /** Writes a workload. */
  WorkloadFolder write(Workload workload) throws IOException {
    return write(workload, workload.batch(), weights(workload));
  }

  /** Tells whether a workload is rehearsed with fewer images than it has. */
  boolean isCut(Workload workload) {
    return toRehearse(workload) < workload.batch();
  }

  /** Writes a workload to be rehearsed. */
  WorkloadFolder writeRehearsal(Workload workload) throws IOException {
    return write(workload, toRehearse(workload), weights(workload));
  }

  /** Writes a workload to be rehearsed in fp32. */
  WorkloadFolder writeFp32(Workload workload) throws IOException {
    return writeRehearsal(fp32(workload));
  }

  /** Writes a workload to be rehearsed in fp32 from weights that are off by a rounding. */
  WorkloadFolder writeRounded(Workload workload) throws IOException {
    return write(fp32(workload), toRehearse(workload), LastBits.flipped(weights(workload)));
  }

  private int toRehearse(Workload workload) {
    return workload.mode() == Mode.TRAINING
        ? Math.min(rehearsalImages, workload.batch())
        : workload.batch();
  }

  private static Workload fp32(Workload workload) {
    return workload.withPrecision(Precision.FP32);
  }

  private static Weights weights(Workload workload) {
    return InitialWeights.draw(Lowering.lower(workload.config()), SEED);
  }

  private WorkloadFolder write(Workload workload, int first, Weights weights) throws IOException {
    count++;
    WorkloadFolder folder =
        new WorkloadFolder(Files.createDirectory(parent.resolve("workload-" + count)));
    TrainingConfig config = workload.config();
    Graph graph = Lowering.lower(config);
    try (BatchStream batches = images(config).train().batches(SEED, 0)) {
      Batch batch = WideLabels.widen(batches.next(), graph.classes());
      folder.write(
          first == workload.batch() ? workload : Workloads.withBatch(workload, first),
          weights,
          batch.images().rows(0, first),
          batch.labels().rows(0, first));
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
