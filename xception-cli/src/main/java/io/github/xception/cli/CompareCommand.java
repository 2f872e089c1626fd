package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.cli.TextTable.Align;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.comparison.RunGroup;
import io.github.xception.train.comparison.RunGroupPage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows runs beside each other. */
@Command(
    name = "compare",
    header =
        "Shows runs beside each other: results, curves in one picture, what is set differently.",
    description = {
      "",
      "Runs of any configs and engines, finished or under way, from 2 to 6 of them.",
      "'reproduce' is for two runs that should be the same.",
      ""
    })
final class CompareCommand implements Callable<Integer> {
  /** Longer values, such as a whole network, are cut on the terminal. */
  private static final int MOST_CHARACTERS = 40;

  private static final String NONE = "-";

  private final Console console;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run directories.")
  private List<Path> directories = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write a page with the curves, to open in a browser.")
  private Optional<Path> out = Optional.empty();

  @Inject
  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (directories.size() < 2 || directories.size() > RunGroup.MOST_RUNS) {
      throw new UsageException(
          "compare takes from 2 to %d runs, got %d"
              .formatted(RunGroup.MOST_RUNS, directories.size()),
          "For example: xception compare runs/a runs/b");
    }
    RunGroup group = RunGroup.of(directories.stream().map(RunDirectory::open).toList());
    if (out.isPresent()) {
      new RunGroupPage(group).write(out.get());
    }
    console.answer(output.json ? Json.write(answer(group)) : text(group));
    return ExitStatus.DONE;
  }

  private String text(RunGroup group) {
    TextTable results =
        new TextTable(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    results.row(
        "run", "engine", "steps", "images", "train loss", "test loss", "test accuracy", "images/s");
    for (RunGroup.Run run : group.runs()) {
      results.row(
          run.name(),
          run.engine(),
          Numbers.count(run.steps()),
          Numbers.count(run.images()),
          ratio(run.last("crossEntropy")),
          ratio(run.result("testLoss")),
          ratio(run.result("testAccuracy")),
          String.format(Locale.ROOT, "%.1f", run.imagesPerSecond()));
    }
    StringBuilder text = new StringBuilder(results.toString());
    List<RunGroup.Setting> settings = group.settings();
    text.append(settings.isEmpty() ? "\nthe configs are the same\n" : "\nset differently:\n");
    for (RunGroup.Setting setting : settings) {
      text.append("  ").append(setting.pointer()).append(": ");
      text.append(String.join(", ", setting.values().stream().map(CompareCommand::cut).toList()));
      text.append('\n');
    }
    out.ifPresent(page -> text.append("\nto open in a browser: ").append(page).append('\n'));
    return text.toString();
  }

  private static String ratio(OptionalDouble value) {
    return value.isPresent() ? Numbers.ratio(value.getAsDouble()) : NONE;
  }

  private static String cut(String value) {
    return value.length() > MOST_CHARACTERS
        ? value.substring(0, MOST_CHARACTERS - 3) + "..."
        : value;
  }

  private JsonNode answer(RunGroup group) {
    ObjectNode answer = Json.object();
    ArrayNode runs = answer.putArray("runs");
    for (int i = 0; i < group.runs().size(); i++) {
      RunGroup.Run run = group.runs().get(i);
      ObjectNode one =
          runs.addObject()
              .put("directory", directories.get(i).toString())
              .put("backend", run.record().at("/backend/name").asText())
              .put("device", run.record().path("device").asText())
              .put("steps", run.steps())
              .put("images", run.images());
      run.last("crossEntropy").ifPresent(loss -> one.put("trainLoss", loss));
      run.result("testLoss").ifPresent(loss -> one.put("testLoss", loss));
      run.result("testAccuracy").ifPresent(accuracy -> one.put("testAccuracy", accuracy));
      one.put("imagesPerSecond", run.imagesPerSecond());
    }
    ArrayNode settings = answer.putArray("settings");
    for (RunGroup.Setting setting : group.settings()) {
      ArrayNode values = settings.addObject().put("pointer", setting.pointer()).putArray("values");
      setting.values().forEach(values::add);
    }
    out.ifPresent(page -> answer.put("page", page.toString()));
    return answer;
  }
}
