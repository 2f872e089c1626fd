package io.github.xception.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.rehearsal.Gate.Verdict;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Feed;
import io.github.xception.bench.result.Interval;
import io.github.xception.bench.result.Limit;
import io.github.xception.bench.result.Machine;
import io.github.xception.bench.result.Ratio;
import io.github.xception.bench.result.Ratios;
import io.github.xception.bench.result.Refusal;
import io.github.xception.bench.result.Result;
import io.github.xception.bench.result.StartUp;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a bench has found, for programs. */
public final class BenchJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private BenchJson() {}

  /** Returns the report as a document. */
  public static ObjectNode of(BenchReport report) {
    ObjectNode answer = NODES.objectNode();
    answer.put("started", report.started().toString());
    answer.set("machine", machine(report.machine(), report.limit()));
    ArrayNode results = answer.putArray("results");
    report.results().forEach(result -> results.add(result(report, result)));
    ArrayNode ratios = answer.putArray("ratios");
    Ratios.of(report.results()).forEach(ratio -> ratios.add(ratio(ratio)));
    ArrayNode refusals = answer.putArray("leftOut");
    report.refusals().forEach(refusal -> refusals.add(refusal(refusal)));
    ArrayNode startUps = answer.putArray("startUp");
    report.startUps().forEach(startUp -> startUps.add(startUp(startUp)));
    ArrayNode feeds = answer.putArray("feed");
    report.feeds().forEach(feed -> feeds.add(feed(feed)));
    return answer;
  }

  /** Returns a machine, and what it reached at best, as a document. */
  public static ObjectNode machine(Machine machine, Optional<Limit> best) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("processor", machine.processor())
            .put("cores", machine.cores())
            .put("memoryBytes", machine.memoryBytes())
            .put("os", machine.os())
            .put("java", machine.java())
            .put("xception", machine.library())
            .put("load", machine.load());
    node.putNull("limit");
    best.ifPresent(
        limit ->
            node.putObject("limit")
                .put("gflops", limit.operationsPerSecond() / 1e9)
                .put("size", limit.size())
                .put("engine", limit.engine()));
    return node;
  }

  private static ObjectNode work(String contender, Workload workload) {
    return NODES
        .objectNode()
        .put("backend", contender)
        .put("network", workload.network())
        .put("mode", workload.mode().label())
        .put("batch", workload.batch())
        .put("precision", precision(workload))
        .put("device", workload.device())
        .put("threads", workload.threads());
  }

  private static String precision(Workload workload) {
    return workload.precision().name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode result(BenchReport report, Result result) {
    ObjectNode node = work(result.contender(), result.workload());
    node.put("engine", result.engine().engine())
        .put("version", result.engine().version())
        .put("computedOn", result.engine().device())
        .put("imagesPerSecond", result.imagesPerSecond());
    node.set("interval", interval(result.interval()));
    ObjectNode latency = node.putObject("latencyMillis");
    for (int percent : new int[] {50, 90, 99}) {
      latency.put("p" + percent, result.latencyMillis(percent));
    }
    put(node, "peakResidentBytes", result.peakResidentBytes());
    node.put("shareOfLimit", report.shareOfLimit(result).orElse(null));
    node.put("feedShare", report.feedShare(result).orElse(null));
    node.put("busyCores", result.busyCores() == 0 ? null : (Double) result.busyCores());
    node.put("usesItsThreads", !result.idle());
    Verdict verdict = result.verdict();
    node.putObject("parity")
        .put("what", verdict.what())
        .put("difference", verdict.difference())
        .put("allowed", verdict.allowed());
    ArrayNode rounds = node.putArray("rounds");
    result
        .forks()
        .forEach(
            fork -> {
              ArrayNode round = rounds.addArray();
              result.rates(fork).forEach(round::add);
            });
    return node;
  }

  private static void put(ObjectNode node, String key, long value) {
    if (value == 0) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }

  /** Returns the ends; what is infinite, since there was one value only, is null. */
  public static ObjectNode interval(Interval interval) {
    ObjectNode node = NODES.objectNode().put("low", interval.low());
    return node.put("high", Double.isFinite(interval.high()) ? (Double) interval.high() : null);
  }

  private static ObjectNode ratio(Ratio ratio) {
    ObjectNode node =
        work(ratio.contender(), ratio.workload())
            .put("to", ratio.to())
            .put("toPrecision", precision(ratio.toWorkload()))
            .put("median", ratio.median());
    node.set("interval", interval(ratio.interval()));
    ArrayNode rounds = node.putArray("rounds");
    ratio.rounds().forEach(rounds::add);
    return node;
  }

  private static ObjectNode refusal(Refusal refusal) {
    return work(refusal.contender(), refusal.workload())
        .put("kind", refusal.kind().name().toLowerCase(Locale.ROOT))
        .put("reason", refusal.reason());
  }

  private static ObjectNode startUp(StartUp startUp) {
    return NODES
        .objectNode()
        .put("backend", startUp.contender())
        .put("network", startUp.network())
        .put("coldSeconds", startUp.cold().map(BenchJson::seconds).orElse(null))
        .put("warmSeconds", seconds(startUp.warm()));
  }

  private static Double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static ObjectNode feed(Feed feed) {
    return NODES
        .objectNode()
        .put("network", feed.network())
        .put("batch", feed.batch())
        .put("imagesPerSecond", feed.batch() / feed.secondsPerBatch());
  }
}
