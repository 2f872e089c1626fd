package io.github.xception.bench.measure;

import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** One contender at one workload, in the process that JMH has started for it. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContenderBenchmark {
  /** The contender's name. */
  @Param("")
  public String contender = "";

  /** The folder with the workload. */
  @Param("")
  public String workload = "";

  /** The file that gets what the process tells of itself. */
  @Param("")
  public String facts = "";

  private Optional<ContenderSession> session = Optional.empty();
  private boolean training;
  private Duration busy = Duration.ZERO;
  private long elapsedNanos;
  private Duration busyBefore = Duration.ZERO;
  private long startNanos;

  /** Prepares the contender. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    WorkloadFolder folder = new WorkloadFolder(Path.of(workload));
    training = folder.workload().mode() == Mode.TRAINING;
    session = Optional.of(Roster.find(contender).open(folder));
  }

  private ContenderSession session() {
    return session.orElseThrow();
  }

  /** Begins to count processor time. */
  @Setup(Level.Iteration)
  public void begin() {
    busyBefore = ProcessUse.processorTime(session().process());
    startNanos = System.nanoTime();
  }

  /** Counts the processor time of an iteration that is not for warming up. */
  @TearDown(Level.Iteration)
  public void end(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      elapsedNanos += System.nanoTime() - startNanos;
      busy = busy.plus(ProcessUse.processorTime(session().process()).minus(busyBefore));
    }
  }

  /** Does the workload once. */
  @Benchmark
  public Object run() {
    return training ? (Object) session().step() : session().predict();
  }

  /** Writes the facts and closes the contender. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    try (ContenderSession open = session()) {
      new ForkFacts(
              open.engine(),
              ProcessUse.peakResidentBytes(open.process()),
              elapsedNanos == 0 ? 0 : (double) busy.toNanos() / elapsedNanos)
          .write(Path.of(facts));
    }
  }
}
