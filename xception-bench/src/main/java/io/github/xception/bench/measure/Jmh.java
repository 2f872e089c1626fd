package io.github.xception.bench.measure;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.process.ChildJvms;
import io.github.xception.bench.process.LastWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs benchmarks of JMH, each in a new process. What JMH says goes into a log. */
public final class Jmh {
  /**
   * JMH passes on what a process logs to the standard error of this one, between the progress; what
   * an engine says of itself is in the results.
   */
  private static final String QUIET = "-Dxception.log=WARN";

  private final Path log;
  private final Timing timing;

  /**
   * Makes one.
   *
   * @param folder for the log of the last run
   */
  public Jmh(Path folder, Timing timing) {
    this.log = folder.resolve("jmh.log");
    this.timing = timing;
  }

  /** Returns the options of a benchmark with one method, to which parameters can be added. */
  public ChainedOptionsBuilder options(Class<?> benchmark) {
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
        .jvmArgsAppend(QUIET)
        .shouldFailOnError(true)
        .output(log.toString());
  }

  /**
   * Runs a benchmark.
   *
   * @param name of what is timed, for the message
   * @return nanoseconds of the calls of each iteration
   * @throws BackendException if it fails; the message has the last words of JMH's log
   */
  public List<Statistics> run(ChainedOptionsBuilder options, String name) throws IOException {
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return iterations(results.iterator().next());
    } catch (RunnerException e) {
      throw new BackendException(
          "'%s' failed while it was timed: %s%s".formatted(name, e.getMessage(), lastWords()), e);
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = LastWords.of(log);
    return lines.isEmpty() ? "" : "; the log of JMH ends with\n" + LastWords.indented(lines);
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
