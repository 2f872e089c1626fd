package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.bench.accuracy.AccuracyRun;
import io.github.xception.bench.accuracy.AccuracyWorker;
import io.github.xception.bench.accuracy.TimeToAccuracy;
import io.github.xception.bench.process.ChildJvms;
import io.github.xception.bench.report.BenchJson;
import io.github.xception.bench.result.Machine;
import io.github.xception.cli.TextTable.Align;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares engines by how long they train until the network is right often enough. */
final class BenchUntil {
  /** How often a config that does not evaluate does so here. */
  private static final int EVALUATIONS = 40;

  private final Console console;
  private final double accuracy;

  /**
   * Makes one.
   *
   * @param accuracy the share of the test images to classify right
   * @throws UsageException if it is none
   */
  BenchUntil(Console console, double accuracy) {
    if (!(accuracy > 0 && accuracy <= 1)) {
      throw new UsageException("--until is a share of the test images above 0, got " + accuracy);
    }
    this.console = console;
    this.accuracy = accuracy;
  }

  /**
   * Trains on each engine.
   *
   * @param config a preset's name or a file
   * @param settings what to change in it
   */
  List<AccuracyRun> run(List<String> backends, String config, List<String> settings)
      throws IOException, InterruptedException {
    TrainingConfig resolved = evaluating(config, settings);
    try (ChildJvms children = ChildJvms.create(AccuracyWorker.class)) {
      return new TimeToAccuracy(children, console::say).run(backends, resolved, accuracy);
    }
  }

  private static TrainingConfig evaluating(String config, List<String> settings) {
    List<String> overrides = new ArrayList<>(settings);
    overrides.add("training.checkpointEvery=0");
    TrainingConfig resolved = Specs.training(config, overrides);
    if (resolved.training().evaluateEvery() > 0) {
      return resolved;
    }
    int every = Math.max(1, resolved.training().steps() / EVALUATIONS);
    overrides.add("training.evaluateEvery=" + every);
    return Specs.training(config, overrides);
  }

  /** Returns the runs for programs. */
  ObjectNode answer(List<AccuracyRun> runs) {
    ObjectNode answer = Json.object();
    answer.set("machine", BenchJson.machine(Machine.here(), Optional.empty()));
    answer.put("until", accuracy);
    ArrayNode results = answer.putArray("results");
    for (AccuracyRun run : runs) {
      results
          .addObject()
          .put("backend", run.backend())
          .put("mode", "training")
          .put("error", run.error().isEmpty() ? null : run.error())
          .put("reached", run.reached())
          .put("testAccuracy", run.accuracy())
          .put("steps", run.steps())
          .put("images", run.images())
          .put("seconds", run.seconds())
          .put("imagesPerSecond", run.imagesPerSecond());
    }
    return answer;
  }

  /** Returns the runs for people. */
  static String text(List<AccuracyRun> runs) {
    TextTable table =
        new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("BACKEND", "REACHED", "ACCURACY", "IMAGES", "SECONDS", "IMAGES/S");
    for (AccuracyRun run : runs) {
      table.row(
          run.backend(),
          reached(run),
          Numbers.ratio(run.accuracy()),
          Numbers.count(run.images()),
          String.format(Locale.ROOT, "%.1f", run.seconds()),
          String.format(Locale.ROOT, "%.1f", run.imagesPerSecond()));
    }
    return table.toString();
  }

  private static String reached(AccuracyRun run) {
    if (run.lacking()) {
      return "cannot train";
    }
    return run.error().isEmpty() ? (run.reached() ? "yes" : "no") : "failed";
  }

  /** Returns 0 if all have reached it that can train, or were asked for by name. */
  static int exitStatus(List<AccuracyRun> runs, Predicate<String> named) {
    List<AccuracyRun> counted =
        runs.stream().filter(run -> !run.lacking() || named.test(run.backend())).toList();
    return !counted.isEmpty() && counted.stream().allMatch(AccuracyRun::reached)
        ? ExitStatus.DONE
        : ExitStatus.FAILED;
  }
}
