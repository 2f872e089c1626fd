package io.github.xception.bench.measure;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.WorkloadFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.Statistics;

/** Times contenders by JMH, one process after the other. */
public final class Forks {
  private final Path folder;
  private final Jmh jmh;

  /**
   * Makes one.
   *
   * @param folder for what JMH writes
   */
  public Forks(Path folder, Timing timing) {
    this.folder = folder;
    this.jmh = new Jmh(folder, timing);
  }

  /**
   * Times a contender in a new process.
   *
   * @throws BackendException if it fails; the message has the last words of JMH's log
   */
  public ForkResult run(Contender contender, WorkloadFolder workload) throws IOException {
    Path facts = folder.resolve("facts.json");
    Files.deleteIfExists(facts);
    List<Statistics> iterations =
        jmh.run(
            jmh.options(ContenderBenchmark.class)
                .addProfiler(
                    ForkEnvironment.class,
                    ForkEnvironment.text(contender.environment(workload.workload())))
                .param("contender", contender.name())
                .param("workload", workload.path().toString())
                .param("facts", facts.toString()),
            contender.name());
    List<Double> seconds = new ArrayList<>();
    Map<Long, Long> calls = new HashMap<>();
    for (Statistics iteration : iterations) {
      seconds.add(iteration.getMean() / 1e9);
      for (Iterator<Map.Entry<Double, Long>> raw = iteration.getRawData(); raw.hasNext(); ) {
        Map.Entry<Double, Long> entry = raw.next();
        calls.merge(Math.round(entry.getKey()), entry.getValue(), Long::sum);
      }
    }
    return new ForkResult(seconds, calls, ForkFacts.read(facts));
  }

  /**
   * Times the product of two square matrices of 32-bit floats in a new process.
   *
   * @param engine DJL's name of the engine
   * @param size rows, and columns
   * @return the best iteration, in floating-point operations per second
   * @throws BackendException if the engine fails
   */
  public double matrixProduct(String engine, int threads, String device, int size)
      throws IOException {
    double operations = operations(size);
    return jmh
        .run(
            jmh.options(MatrixProductBenchmark.class)
                .addProfiler(
                    ForkEnvironment.class,
                    ForkEnvironment.text(Map.of("OMP_NUM_THREADS", String.valueOf(threads))))
                .param("engine", engine)
                .param("threads", String.valueOf(threads))
                .param("device", device)
                .param("size", String.valueOf(size)),
            "the product of matrices")
        .stream()
        .mapToDouble(iteration -> operations / (iteration.getMean() / 1e9))
        .max()
        .orElseThrow();
  }

  /** Returns the floating-point operations of the product of two square matrices. */
  public static double operations(int size) {
    return 2.0 * size * size * size;
  }
}
