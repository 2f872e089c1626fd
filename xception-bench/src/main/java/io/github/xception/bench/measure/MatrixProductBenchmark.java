package io.github.xception.bench.measure;

import io.github.xception.bench.direct.MatrixProduct;
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

/** What a machine can do at best: a plain product of matrices. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatrixProductBenchmark {
  /** DJL's name of the engine. */
  @Param("")
  public String engine = "";

  /** How many threads a product may use. */
  @Param("1")
  public int threads;

  /** Where it is computed. */
  @Param("auto")
  public String device = "";

  /** Rows and columns of the matrices. */
  @Param("1024")
  public int size;

  private Optional<MatrixProduct> product = Optional.empty();

  /** Makes the matrices. */
  @Setup(Level.Trial)
  public void open() {
    product = Optional.of(MatrixProduct.create(engine, threads, device, size));
  }

  /** Multiplies. */
  @Benchmark
  public float run() {
    return product.orElseThrow().multiply();
  }

  /** Frees the matrices. */
  @TearDown(Level.Trial)
  public void close() {
    product.orElseThrow().close();
  }
}
