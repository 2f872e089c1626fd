package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.comparison.MetricDifference;
import io.github.xception.train.comparison.RunComparison;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network again, and compares. */
@Command(
    name = "reproduce",
    header = "Does a run again from what its run.json says, and compares the two.",
    description = {
      "",
      "On the same engine, version, processor type and number of threads the numbers are the same,",
      "bit for bit. What is different about the machine or the software is named.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 the same (within --tolerance), 1 not the same or failed, 2 bad usage or config,",
      "130 stopped by Ctrl-C."
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Console console;
  private final TrainingRun run;

  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "RUN", description = "The run directory to reproduce.")
  private Path original = Path.of("");

  @Option(
      names = "--until",
      paramLabel = "STEP",
      description = "Stop after this step, and compare up to there.")
  private Optional<Long> until = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "The largest relative difference that counts as the same (default: 0).")
  private double tolerance;

  @Inject
  ReproduceCommand(Console console, TrainingRun run) {
    this.console = console;
    this.run = run;
  }

  @Override
  public Integer call() throws IOException {
    if (!(tolerance >= 0)) {
      throw new UsageException(
          "--tolerance is a share, 0 or more, got " + tolerance, "For example 0.001.");
    }
    if (until.isPresent() && until.get() < 1) {
      throw new UsageException(
          "--until is a step, 1 or more, got " + until.get(), "Without it the whole run is done.");
    }
    RunDirectory first = RunDirectory.open(original);
    TrainingConfig config = first.trainingConfig(options.overrides());
    TrainingRun.Ended ended =
        run.start(
            config,
            () -> RunDirectory.create(options.folder(config.model().name())),
            false,
            until.orElse(first.record().path("steps").asLong()));
    RunComparison comparison =
        RunComparison.of(first, RunDirectory.open(ended.result().directory()));
    console.answer(
        output.json
            ? Json.write(answer(comparison, ended.result().directory()))
            : text(comparison, ended.result().directory()));
    if (ended.exitStatus() != ExitStatus.DONE) {
      return ended.exitStatus();
    }
    return comparison.isWithin(tolerance) ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static String text(RunComparison comparison, Path directory) {
    StringBuilder text = new StringBuilder("\n");
    text.append(
        comparison.isSame()
            ? "reproduced bit for bit: "
            : comparison.firstDifference().isPresent() ? "not the same: " : "the same metrics: ");
    text.append(
        "%s of %s metrics over %s steps are equal"
            .formatted(
                Numbers.count(comparison.numbers() - comparison.differences().size()),
                Numbers.count(comparison.numbers()),
                Numbers.count(comparison.steps())));
    comparison
        .weights()
        .ifPresent(
            difference ->
                text.append(
                    difference == 0
                        ? ", and the weights are"
                        : String.format(
                            Locale.ROOT, ", the weights differ by up to %.1e", difference)));
    text.append('\n');
    comparison
        .firstDifference()
        .ifPresent(first -> text.append("first difference: ").append(text(first)));
    comparison
        .largestDifference()
        .ifPresent(largest -> text.append("largest difference: ").append(text(largest)));
    comparison.surroundings().forEach(line -> text.append("differs: ").append(line).append('\n'));
    return text.append("the new run is in ").append(directory).append('\n').toString();
  }

  private static String text(MetricDifference difference) {
    return String.format(
        Locale.ROOT,
        "step %d, %s: %s, now %s (%.1e)%n",
        difference.step(),
        difference.metric(),
        difference.first(),
        difference.second(),
        difference.relative());
  }

  private ObjectNode answer(RunComparison comparison, Path directory) {
    ObjectNode answer =
        Json.object()
            .put("same", comparison.isSame())
            .put("withinTolerance", comparison.isWithin(tolerance))
            .put("steps", comparison.steps())
            .put("metrics", comparison.numbers())
            .put("different", comparison.differences().size());
    comparison.weights().ifPresent(difference -> answer.put("weights", difference));
    comparison.firstDifference().ifPresent(d -> answer.set("first", json(d)));
    comparison.largestDifference().ifPresent(d -> answer.set("largest", json(d)));
    ArrayNode surroundings = answer.putArray("surroundings");
    comparison.surroundings().forEach(surroundings::add);
    return answer.put("original", original.toString()).put("directory", directory.toString());
  }

  private static ObjectNode json(MetricDifference difference) {
    ObjectNode object =
        Json.object().put("step", difference.step()).put("metric", difference.metric());
    // A number that one of the runs does not have cannot be written.
    if (Double.isFinite(difference.relative())) {
      object
          .put("original", difference.first())
          .put("reproduced", difference.second())
          .put("relative", difference.relative());
    }
    return object;
  }
}
