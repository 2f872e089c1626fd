package io.github.xception.bench.pipeline;

import io.github.xception.bench.result.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a part was.
 *
 * @param part which
 * @param rounds images per second of each iteration, process by process; at least one
 */
public record PipelineResult(PipelinePart part, List<List<Double>> rounds) {
  /** Copies the lists. */
  public PipelineResult {
    rounds = rounds.stream().map(List::copyOf).toList();
  }

  private List<Double> all() {
    List<Double> all = new ArrayList<>();
    rounds.forEach(all::addAll);
    return all;
  }

  /** Returns images per second and core, the mean over all iterations. */
  public double imagesPerSecond() {
    return all().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Returns the interval of {@link #imagesPerSecond}. */
  public Interval interval() {
    return Interval.of(all());
  }
}
