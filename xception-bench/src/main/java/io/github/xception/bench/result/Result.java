package io.github.xception.bench.result;

import io.github.xception.bench.contender.EngineInfo;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.ForkFacts;
import io.github.xception.bench.measure.ForkResult;
import io.github.xception.bench.rehearsal.Gate.Verdict;
import java.util.List;
import org.openjdk.jmh.util.MultisetStatistics;

/**
 * How fast a contender was at a workload.
 *
 * @param contender its name
 * @param workload what it did
 * @param verdict how far its results were from those of the others
 * @param forks what each of its processes showed, round by round; at least one
 */
public record Result(String contender, Workload workload, Verdict verdict, List<ForkResult> forks) {
  /**
   * A forward pass takes two operations for each multiply-accumulate; backward takes twice that.
   */
  private static final int OPERATIONS_PER_MAC = 2;

  private static final int PASSES_OF_A_STEP = 3;

  /** Of the threads that it was given, what a contender keeps busy at least if it uses them. */
  private static final double BUSY_SHARE = 0.75;

  /** Copies the list. */
  public Result {
    forks = List.copyOf(forks);
    if (forks.isEmpty()) {
      throw new IllegalArgumentException("a result takes at least one process");
    }
  }

  /** Returns what it computed on. */
  public EngineInfo engine() {
    return forks.get(0).facts().engine();
  }

  /** Returns images per second, the mean over all iterations. */
  public double imagesPerSecond() {
    return rates().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns the interval of {@link #imagesPerSecond}. */
  public Interval interval() {
    return Interval.of(rates());
  }

  private List<Double> rates() {
    return forks.stream().flatMap(fork -> rates(fork).stream()).toList();
  }

  /** Returns images per second of each iteration of a process. */
  public List<Double> rates(ForkResult fork) {
    return fork.secondsPerCall().stream().map(seconds -> workload.batch() / seconds).toList();
  }

  /**
   * Returns the time within which a share of the calls was done.
   *
   * @param percent from 0 to 100
   * @return milliseconds
   */
  public double latencyMillis(double percent) {
    MultisetStatistics all = new MultisetStatistics();
    forks.forEach(fork -> fork.calls().forEach(all::addValue));
    return all.getPercentile(percent) / 1e6;
  }

  /** Returns the most memory that one of its processes held, in bytes; 0 if unknown. */
  public long peakResidentBytes() {
    return forks.stream()
        .map(ForkResult::facts)
        .mapToLong(ForkFacts::peakResidentBytes)
        .max()
        .orElse(0);
  }

  /** Returns how many cores it kept busy; 0 if unknown. */
  public double busyCores() {
    return forks.stream()
        .map(ForkResult::facts)
        .mapToDouble(ForkFacts::busyCores)
        .average()
        .orElse(0);
  }

  /** Tells whether it used fewer cores of a CPU than it was given, or was held to fewer. */
  public boolean idle() {
    return engine().device().equals("cpu")
        && busyCores() > 0
        && busyCores() < BUSY_SHARE * workload.threads();
  }

  /**
   * Returns floating-point operations per second.
   *
   * @param macs multiply-accumulate operations for one image, forward
   */
  public double operationsPerSecond(long macs) {
    int passes = workload.mode() == Mode.TRAINING ? PASSES_OF_A_STEP : 1;
    return imagesPerSecond() * OPERATIONS_PER_MAC * macs * passes;
  }
}
