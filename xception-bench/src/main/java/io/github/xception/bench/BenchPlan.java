package io.github.xception.bench;

import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.Timing;
import java.time.Duration;
import java.util.List;

/**
 * What a bench does.
 *
 * @param contenders who takes part; the others are held against the first backend among them that
 *     starts
 * @param workloads what each of them does
 * @param rounds how often, each time in a new process
 * @param timing how long a process is measured
 * @param rehearsalSteps training steps of which the losses are compared
 * @param rehearsalImages how many images of a batch these steps take at most
 * @param startUps whether the way to the first prediction is measured too
 * @param timeout how long a rehearsal may take
 */
public record BenchPlan(
    List<Contender> contenders,
    List<Workload> workloads,
    int rounds,
    Timing timing,
    int rehearsalSteps,
    int rehearsalImages,
    boolean startUps,
    Duration timeout) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is nothing to do
   */
  public BenchPlan {
    contenders = List.copyOf(contenders);
    workloads = List.copyOf(workloads);
    if (contenders.isEmpty()
        || workloads.isEmpty()
        || rounds < 1
        || rehearsalSteps < 1
        || rehearsalImages < 1) {
      throw new IllegalArgumentException(
          "expected a contender, a workload, a round, a step and an image, got %d, %d, %d, %d and %d"
              .formatted(
                  contenders.size(), workloads.size(), rounds, rehearsalSteps, rehearsalImages));
    }
  }
}
