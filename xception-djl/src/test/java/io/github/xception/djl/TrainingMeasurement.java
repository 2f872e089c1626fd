package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures training on Linux: speed, processor time, page faults and memory. It asserts nothing and
 * runs only when it is asked for by name; {@code docs/performance.md} says how.
 */
class TrainingMeasurement {
  private static final Logger log = LoggerFactory.getLogger(TrainingMeasurement.class);
  private static final double TICKS_PER_SECOND = 100;

  @Test
  void train() throws IOException {
    String model = System.getProperty("measure.model", "xception-flowers17");
    int batchSize = Integer.getInteger("measure.batch", 16);
    int steps = Integer.getInteger("measure.steps", 20);
    int every = Integer.getInteger("measure.every", Math.max(steps / 10, 1));
    BackendOptions options =
        new BackendOptions(Device.AUTO, Integer.getInteger("measure.threads", 0));
    Graph graph = Lowering.lower(Presets.model(model).orElseThrow());
    Batch batch = TestNetworks.batch(graph, batchSize, 1);
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    try (Backend backend = new PyTorchBackendProvider().open(options);
        TrainingSession session = backend.train(graph, InitialWeights.draw(graph, 1), adam)) {
      log.info("{}, batch {}, {}", model, batchSize, backend.info());
      Usage before = Usage.now();
      for (int step = 1; step <= steps; step++) {
        session.step(batch, 1e-4);
        if (step == 1 || step % every == 0) {
          Usage now = Usage.now();
          log.info("step {}: {}", step, now.since(before, batchSize, step == 1 ? 1 : every));
          before = Usage.now();
        }
      }
    }
    log.info("closed: {} MB resident", Usage.now().residentMegabytes);
  }

  /** What this process has used so far, as Linux counts it. */
  private record Usage(
      long nanos, long faults, double cpuSeconds, long residentMegabytes, long peakMegabytes) {
    static Usage now() throws IOException {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      // Fields count from the state, which follows the command's name in brackets; see proc(5).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      return new Usage(
          System.nanoTime(),
          Long.parseLong(fields[7]),
          ticks / TICKS_PER_SECOND,
          megabytes("VmRSS:"),
          megabytes("VmHWM:"));
    }

    private static long megabytes(String key) throws IOException {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        String line = lines.filter(text -> text.startsWith(key)).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }

    String since(Usage before, int batchSize, int steps) {
      double seconds = (nanos - before.nanos) / 1e9;
      return String.format(
          Locale.ROOT,
          "%.1f images/s, %.2f s and %.2f processor seconds and %d page faults a step,"
              + " %d MB resident, %d MB at most",
          batchSize * steps / seconds,
          seconds / steps,
          (cpuSeconds - before.cpuSeconds) / steps,
          (faults - before.faults) / steps,
          residentMegabytes,
          peakMegabytes);
    }
  }
}
