package io.github.xception.bench.measure;

import java.util.List;
import java.util.Map;

/**
 * What one process has shown.
 *
 * @param secondsPerCall the mean of each iteration
 * @param calls how often a call took how many nanoseconds
 * @param facts what the process tells of itself
 */
public record ForkResult(List<Double> secondsPerCall, Map<Long, Long> calls, ForkFacts facts) {
  /** Copies the collections. */
  public ForkResult {
    secondsPerCall = List.copyOf(secondsPerCall);
    calls = Map.copyOf(calls);
  }

  /** Returns the mean over the iterations. */
  public double meanSecondsPerCall() {
    return secondsPerCall.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
