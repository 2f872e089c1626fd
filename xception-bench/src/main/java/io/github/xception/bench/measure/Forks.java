package io.github.xception.bench.measure;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.process.ChildJvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Times contenders by JMH, one process after the other. */
public final class Forks {
  private static final int LAST_LINES = 8;

  private final Path folder;
  private final Timing timing;

  /**
   * Makes one.
   *
   * @param folder for what JMH writes
   */
  public Forks(Path folder, Timing timing) {
    this.folder = folder;
    this.timing = timing;
  }

  /**
   * Times a contender in a new process.
   *
   * @throws BackendException if it fails; the message has the last words of JMH's log
   */
  public ForkResult run(Contender contender, WorkloadFolder workload) throws IOException {
    Path facts = folder.resolve("facts.json");
    Path log = folder.resolve("jmh.log");
    Files.deleteIfExists(facts);
    RunResult result =
        run(
            options(ContenderBenchmark.class, log)
                .addProfiler(
                    ForkEnvironment.class,
                    ForkEnvironment.text(contender.environment(workload.workload())))
                .param("contender", contender.name())
                .param("workload", workload.path().toString())
                .param("facts", facts.toString()),
            contender.name(),
            log);
    List<Double> seconds = new ArrayList<>();
    Map<Long, Long> calls = new HashMap<>();
    for (Statistics iteration : iterations(result)) {
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
    Path log = folder.resolve("jmh.log");
    RunResult result =
        run(
            options(MatrixProductBenchmark.class, log)
                .addProfiler(
                    ForkEnvironment.class,
                    ForkEnvironment.text(Map.of("OMP_NUM_THREADS", String.valueOf(threads))))
                .param("engine", engine)
                .param("threads", String.valueOf(threads))
                .param("device", device)
                .param("size", String.valueOf(size)),
            "the product of matrices",
            log);
    double operations = 2.0 * size * size * size;
    return iterations(result).stream()
        .mapToDouble(iteration -> operations / (iteration.getMean() / 1e9))
        .max()
        .orElseThrow();
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, Path log) {
    TimeValue length = TimeValue.milliseconds(timing.length().toMillis());
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .threads(1)
        .warmupIterations(timing.warmUps())
        .warmupTime(length)
        .measurementIterations(timing.iterations())
        .measurementTime(length)
        .jvmArgs(ChildJvms.inheritedOptions().toArray(String[]::new))
        .shouldFailOnError(true)
        .output(log.toString());
  }

  private static RunResult run(ChainedOptionsBuilder options, String name, Path log)
      throws IOException {
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return results.iterator().next();
    } catch (RunnerException e) {
      throw new BackendException(
          "'%s' failed while it was timed: %s%s".formatted(name, e.getMessage(), lastWords(log)),
          e);
    }
  }

  private static String lastWords(Path log) throws IOException {
    if (Files.notExists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return "; the log of JMH ends with\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))
            .indent(2)
            .stripTrailing();
  }

  private static List<Statistics> iterations(RunResult result) {
    List<Statistics> iterations = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        iterations.add(iteration.getPrimaryResult().getStatistics());
      }
    }
    return iterations;
  }
}
