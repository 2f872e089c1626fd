package io.github.xception.bench.result;

import io.github.xception.bench.contender.Workload;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The speed of one contender as a share of that of another, round by round: what disturbs a round
 * disturbs both.
 *
 * @param contender whose speed
 * @param workload at which work
 * @param to the other contender, or the same one
 * @param toWorkload at which work
 * @param rounds the share in each round
 */
public record Ratio(
    String contender, Workload workload, String to, Workload toWorkload, List<Double> rounds) {
  /** Copies the list. */
  public Ratio {
    rounds = List.copyOf(rounds);
  }

  /** Compares two contenders in the rounds that both have. */
  public static Ratio between(Result one, Result other) {
    int rounds = Math.min(one.forks().size(), other.forks().size());
    return new Ratio(
        one.contender(),
        one.workload(),
        other.contender(),
        other.workload(),
        IntStream.range(0, rounds).mapToObj(i -> rate(one, i) / rate(other, i)).toList());
  }

  private static double rate(Result result, int round) {
    return result.workload().batch() / result.forks().get(round).meanSecondsPerCall();
  }

  /** Returns the share in the middle of all rounds. */
  public double median() {
    List<Double> sorted = rounds.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  /** Returns the interval of the mean over the rounds. */
  public Interval interval() {
    return Interval.of(rounds);
  }
}
