package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.bench.Bench;
import io.github.xception.bench.BenchPlan;
import io.github.xception.bench.accuracy.AccuracyRun;
import io.github.xception.bench.pipeline.PipelineAnswer;
import io.github.xception.bench.pipeline.PipelineReport;
import io.github.xception.bench.process.ChildJvms;
import io.github.xception.bench.rehearsal.RehearsalWorker;
import io.github.xception.bench.report.BenchJson;
import io.github.xception.bench.report.Comparison;
import io.github.xception.bench.report.Comparison.Change;
import io.github.xception.bench.report.HtmlReport;
import io.github.xception.bench.report.MarkdownReport;
import io.github.xception.bench.report.ReportTable;
import io.github.xception.bench.report.ReportTables;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Refusal;
import io.github.xception.cli.TextTable.Align;
import io.github.xception.data.Datasets;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares engines by speed. */
@Command(
    name = "bench",
    header = "Compares engines by speed: same network, weights, batches and threads, in turns.",
    description = {
      "",
      "Each engine first shows that it computes what the others do; then JMH times them, each in a",
      "process of its own, round after round. Beside each engine runs the same network written",
      "directly against it: what that is faster by is what this framework costs.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 done, 1 an engine that was named cannot take part, or one computes something",
      "else or failed, 2 bad usage."
    })
final class BenchCommand implements Callable<Integer> {
  private static final String RESULTS = "bench.json";
  private static final String DEFAULT_RECIPE = "xception-mini";

  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Mixin private final BenchOptions options = new BenchOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where bench.json, which is written after each round, bench.md and bench.html go (default:"
              + " runs/bench-TIMESTAMP).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Also write the tables as Markdown there.")
  private Optional<Path> markdown = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the report as a page with charts there.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--compare",
      paramLabel = "OLD.json",
      description = "Tell what differs beyond noise from this earlier answer.")
  private Optional<Path> compare = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Instead, time the way of the images from JPEG files into batches: the files in this"
              + " folder or below, or else drawn ones of 700 x 500 pixels. --compare then names the"
              + " bench.json whose fastest training it is held against.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "ACCURACY",
      description =
          "Instead, train on each engine until this share of the test images is classified right,"
              + " for example 0.6, and tell how long that took.")
  private Optional<Double> until = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      description = "The recipe for --until (default: xception-mini).")
  private Optional<String> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set any value of the recipe for --until; can be repeated.")
  private List<String> settings = new ArrayList<>();

  @Inject
  BenchCommand(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (until.isPresent()) {
      return trainUntil(until.get());
    }
    if (config.isPresent() || !settings.isEmpty()) {
      throw new UsageException(
          "--config and --set are the recipe for --until, which was not given",
          "Networks to be timed are named with --models.");
    }
    if (data.isPresent()) {
      return timeData(data.get());
    }
    BenchPlan plan = options.plan(backends);
    markdown.ifPresent(file -> OptionChecks.requirePlace("--markdown", file));
    html.ifPresent(file -> OptionChecks.requirePlace("--html", file));
    Optional<JsonNode> before = compare.isPresent() ? Optional.of(earlier()) : Optional.empty();
    Path folder = folder();
    BenchReport report = measure(plan, folder);
    ObjectNode answer = BenchJson.of(report);
    List<Change> changes =
        before.map(earlier -> Comparison.between(earlier, answer)).orElse(List.of());
    if (before.isPresent()) {
      putChanges(answer, changes);
      Comparison.machines(before.get(), answer)
          .forEach(each -> console.say("warning: not the same machine: " + each));
    }
    write(report, answer, folder);
    console.answer(output.json ? Json.write(answer) : text(report, before.isPresent(), changes));
    console.say("results: " + folder);
    return exitStatus(report);
  }

  private Path folder() throws IOException {
    Path folder = out.orElseGet(() -> TrainingRun.unused("bench"));
    Files.createDirectories(folder);
    return folder;
  }

  private int timeData(Path images) throws IOException {
    if (markdown.isPresent() || html.isPresent()) {
      throw new UsageException("--markdown and --html are for engines, and --data times none");
    }
    Optional<JsonNode> before = compare.isPresent() ? Optional.of(earlier()) : Optional.empty();
    BenchData bench = new BenchData(console, options.rounds(3), options.timing(2));
    PipelineReport report =
        bench.run(
            Optional.of(images).filter(each -> !each.toString().isEmpty()),
            before.flatMap(PipelineAnswer::fastestTraining));
    Path folder = folder();
    String answer = Json.write(PipelineAnswer.json(report));
    DurableFiles.replace(folder.resolve("pipeline.json"), answer.getBytes(UTF_8));
    console.answer(
        output.json ? answer : text(PipelineAnswer.summary(report), PipelineAnswer.tables(report)));
    console.say("results: " + folder);
    return ExitStatus.DONE;
  }

  private int trainUntil(double accuracy) throws IOException, InterruptedException {
    BenchUntil bench = new BenchUntil(console, accuracy);
    List<String> changes = new ArrayList<>(options.backendSettings());
    changes.addAll(settings);
    List<AccuracyRun> runs =
        bench.run(options.backends(backends), config.orElse(DEFAULT_RECIPE), changes);
    console.answer(output.json ? Json.write(bench.answer(runs)) : BenchUntil.text(runs));
    return BenchUntil.exitStatus(runs, options::names);
  }

  private JsonNode earlier() {
    Path file = compare.orElseThrow();
    try {
      return Comparison.read(file);
    } catch (IOException e) {
      throw new UsageException(
          "--compare " + file + " cannot be read: " + e.getMessage(),
          "Expected the file bench.json of an earlier bench, or what it answered with --json.");
    }
  }

  private BenchReport measure(BenchPlan plan, Path folder)
      throws IOException, InterruptedException {
    try (ChildJvms children = ChildJvms.create(RehearsalWorker.class)) {
      return new Bench(
              children, plan, datasets, console::say, report -> keep(folder, BenchJson.of(report)))
          .run();
    }
  }

  private static void keep(Path folder, ObjectNode answer) {
    try {
      DurableFiles.replace(folder.resolve(RESULTS), Json.write(answer).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(BenchReport report, ObjectNode answer, Path folder) throws IOException {
    keep(folder, answer);
    List<Path> tables = new ArrayList<>(List.of(folder.resolve("bench.md")));
    markdown.ifPresent(tables::add);
    for (Path file : tables) {
      DurableFiles.replace(file, MarkdownReport.of(report).getBytes(UTF_8));
    }
    List<Path> pages = new ArrayList<>(List.of(folder.resolve("bench.html")));
    html.ifPresent(pages::add);
    for (Path file : pages) {
      DurableFiles.replace(file, HtmlReport.of(report).getBytes(UTF_8));
    }
  }

  private static void putChanges(ObjectNode answer, List<Change> changes) {
    ArrayNode array = answer.putArray("changes");
    for (Change change : changes) {
      array
          .addObject()
          .put("what", change.what())
          .put("before", change.before())
          .put("now", change.after())
          .put("ratio", change.ratio())
          .put("beyondNoise", change.beyondNoise());
    }
  }

  private static String text(BenchReport report, boolean compared, List<Change> changes) {
    List<ReportTable> tables = new ArrayList<>(ReportTables.of(report));
    if (compared) {
      tables.add(Comparison.table(changes));
    }
    return text(ReportTables.machine(report), tables);
  }

  private static String text(String summary, List<ReportTable> tables) {
    StringBuilder text = new StringBuilder(summary).append('\n');
    tables.forEach(table -> text.append('\n').append(text(table)));
    return text.toString();
  }

  private static String text(ReportTable table) {
    Align[] columns = new Align[table.head().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i < table.texts() ? Align.LEFT : Align.RIGHT;
    }
    TextTable text = new TextTable(columns);
    text.row(table.head().toArray(String[]::new));
    table.rows().forEach(row -> text.row(row.toArray(String[]::new)));
    return table.title() + "\n" + text;
  }

  /** A backend that does not train, say, is there for inference. */
  private boolean isBroken(Refusal refusal, BenchReport report) {
    return switch (refusal.kind()) {
      case UNAVAILABLE -> options.names(refusal.contender());
      case LACKING ->
          options.names(refusal.contender())
              && report.results().stream()
                  .noneMatch(result -> result.contender().equals(refusal.contender()));
      case DIFFERENT, FAILED -> true;
    };
  }

  private int exitStatus(BenchReport report) {
    boolean broken = report.refusals().stream().anyMatch(refusal -> isBroken(refusal, report));
    report.refusals().stream()
        .map(refusal -> refusal.contender() + ": " + refusal.reason())
        .distinct()
        .forEach(reason -> console.say("xception: " + reason));
    return broken || report.results().isEmpty() ? ExitStatus.FAILED : ExitStatus.DONE;
  }
}
