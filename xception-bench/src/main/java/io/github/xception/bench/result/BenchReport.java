package io.github.xception.bench.result;

import io.github.xception.bench.contender.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bench has found.
 *
 * @param started when it began
 * @param machine where it ran
 * @param limit what the machine reached at best; empty if no engine could tell
 * @param macs multiply-accumulate operations for one image, by a network's name
 * @param results of those that were timed
 * @param refusals of those that were not
 * @param startUps how long contenders take to begin
 * @param feeds how fast batches are made
 */
public record BenchReport(
    Instant started,
    Machine machine,
    Optional<Limit> limit,
    Map<String, Long> macs,
    List<Result> results,
    List<Refusal> refusals,
    List<StartUp> startUps,
    List<Feed> feeds) {
  /** Copies the collections. */
  public BenchReport {
    macs = Map.copyOf(macs);
    results = List.copyOf(results);
    refusals = List.copyOf(refusals);
    startUps = List.copyOf(startUps);
    feeds = List.copyOf(feeds);
  }

  /** Returns a result's floating-point operations per second over the limit. */
  public Optional<Double> shareOfLimit(Result result) {
    Long each = macs.get(result.workload().network());
    return each == null
        ? Optional.empty()
        : limit.map(best -> result.operationsPerSecond(each) / best.operationsPerSecond());
  }

  /** Returns the time of making a batch over that of a training step on it. */
  public Optional<Double> feedShare(Result result) {
    return result.workload().mode() == Mode.INFERENCE
        ? Optional.empty()
        : feeds.stream()
            .filter(
                feed ->
                    feed.network().equals(result.workload().network())
                        && feed.batch() == result.workload().batch())
            .findFirst()
            .map(feed -> feed.secondsPerBatch() * result.imagesPerSecond() / feed.batch());
  }

  /** Returns how long a contender takes to begin with a network. */
  public Optional<StartUp> startUp(String contender, String network) {
    return startUps.stream()
        .filter(each -> each.contender().equals(contender) && each.network().equals(network))
        .findFirst();
  }
}
