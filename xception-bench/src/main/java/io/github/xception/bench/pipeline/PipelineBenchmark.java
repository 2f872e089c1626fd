package io.github.xception.bench.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One part of the way of the images, in the process that JMH has started for it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {
  /** The part. */
  @Param("DECODE")
  public PipelinePart part = PipelinePart.DECODE;

  /** The folder of the images. */
  @Param("")
  public String folder = "";

  private Optional<PipelineWork> work = Optional.empty();

  /** Prepares. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    work = Optional.of(part.open(new PipelineImages(Path.of(folder), "")));
  }

  /** Does it for a batch of images. */
  @Benchmark
  public Object run() throws Exception {
    return work.orElseThrow().run();
  }

  /** Ends what was begun. */
  @TearDown(Level.Trial)
  public void close() {
    work.orElseThrow().close();
  }
}
