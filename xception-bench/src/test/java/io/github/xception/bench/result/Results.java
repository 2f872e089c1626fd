package io.github.xception.bench.result;

import io.github.xception.api.spec.Precision;
import io.github.xception.bench.Workloads;
import io.github.xception.bench.contender.EngineInfo;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.ForkFacts;
import io.github.xception.bench.measure.ForkResult;
import io.github.xception.bench.rehearsal.Gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results that nobody has measured. */
public final class Results {
  /** Inference on one image, two threads. */
  public static final Workload ONE = workload(Mode.INFERENCE, 1);

  /** Training on four images, two threads. */
  public static final Workload FOUR = workload(Mode.TRAINING, 4);

  private Results() {}

  private static Workload workload(Mode mode, int batch) {
    return Workloads.of("xception-mini", mode, batch, Precision.FP32, "cpu", 2);
  }

  /** Returns what a process showed of which each call took 10 ms but one in ten, with 20. */
  public static ForkResult fork(double busyCores, double... secondsPerCall) {
    return new ForkResult(
        Arrays.stream(secondsPerCall).boxed().toList(),
        Map.of(10_000_000L, 9L, 20_000_000L, 1L),
        new ForkFacts(new EngineInfo("Engine", "1.0", "cpu"), 300_000_000, busyCores));
  }

  /** Returns a result that is off by 2e-6. */
  public static Result result(String contender, Workload workload, ForkResult... forks) {
    return new Result(contender, workload, new Verdict("logits", 2e-6, 1e-4), List.of(forks));
  }

  /** Returns a report with some of everything. */
  public static BenchReport report() {
    return new BenchReport(
        Instant.parse("2026-01-02T03:04:05Z"),
        new Machine("A | <fast> processor", 2, 8_000_000_000L, "Linux", "JVM 17", "1.0", 0.5),
        Optional.of(new Limit(2e9, 1024, "Engine")),
        Map.of("xception-mini", 10_000_000L),
        List.of(
            result("quick", ONE, fork(1.9, 0.010, 0.011), fork(1.9, 0.012)),
            result("direct-quick", ONE, fork(1.9, 0.010, 0.010), fork(1.9, 0.010)),
            result("quick", FOUR, fork(1.0, 0.1))),
        List.of(new Refusal("wrong", ONE, Refusal.Kind.DIFFERENT, "logits: off\nby <much>")),
        List.of(
            new StartUp(
                "quick",
                "xception-mini",
                Optional.of(Duration.ofMillis(2500)),
                Duration.ofMillis(800))),
        List.of(new Feed("xception-mini", 4, 0.01)));
  }
}
