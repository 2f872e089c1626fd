package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.lint.Linter;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.data.Datasets;
import io.github.xception.data.LeakingSplit;
import io.github.xception.data.SplitDatasets;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.RunStatus;
import io.github.xception.train.Trainer;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingResult;
import io.github.xception.train.TrainingTask;
import io.github.xception.train.report.RunReport;
import io.github.xception.train.report.TestSurvey;
import io.github.xception.train.tensorboard.EmbeddingProjector;
import io.github.xception.train.tensorboard.TensorBoardListener;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
    name = "train",
    header = "Trains a network.",
    description = {
      "",
      "Without options: 'xception-mini' on a generated set of drawn flowers, on PyTorch.",
      "",
      "Ctrl-C ends the run after the step under way, with a checkpoint; --resume goes on from it.",
      "A second Ctrl-C ends the process at once.",
      ""
    },
    footer = {"", "Exit status: 0 done, 1 failed, 2 bad usage or config, 130 stopped by Ctrl-C."})
final class TrainCommand implements Callable<Integer> {
  private static final String DEFAULT_CONFIG = "xception-mini";
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      description = "A training config, a model, or the name of a preset.")
  private Optional<String> config = Optional.empty();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that computes; 'xception backends' lists them.")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory to make (default: runs/NAME-TIMESTAMP).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this directory, from its newest checkpoint. The config is the"
              + " run's own; more steps, another backend and images at another place are allowed,"
              + " what would make it another run is refused.")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--strict",
      description =
          "Do not train if there is a warning of something that spoils a training in silence.")
  private boolean strict;

  @Inject
  TrainCommand(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  @Override
  public Integer call() throws IOException {
    TrainingConfig resolved = resume.isPresent() ? resumed(resume.get()) : begun();
    backends.require(resolved.backend().name());
    Graph graph = Lowering.lower(resolved);
    Warnings.say(console, Linter.lint(resolved, graph), strict);
    SplitDatasets data =
        datasets.open(resolved.data(), resolved.model().input(), resolved.training().batch());
    DataReport.sayParts(console, data);
    DataReport.requireClasses(graph, data.classes());
    Warnings.say(console, LeakingSplit.check(data).stream().toList(), strict);
    TrainingTask task =
        new TrainingTask(
            graph, resolved, data.train(), data.validation(), data.test(), data.fingerprint());
    try (StopSignals signals = new StopSignals(console);
        Backend backend = backends.open(resolved.backend());
        TensorBoardListener board = new TensorBoardListener(task)) {
      TrainingResult result = fit(backend, task, directory(resolved), board, signals);
      answer(result, writeReport(backend, result.directory(), data.test()), resolved);
      return result.status() == RunStatus.STOPPED ? signals.exitStatus() : ExitStatus.DONE;
    }
  }

  private TrainingConfig begun() {
    return Specs.training(config.orElse(DEFAULT_CONFIG), overrides());
  }

  private TrainingConfig resumed(Path directory) throws IOException {
    if (config.isPresent() || out.isPresent()) {
      throw new UsageException(
          "--resume goes on with a run, which has its config and its folder: --config and --out do"
              + " not go with it",
          "For another config or folder, begin a new run.");
    }
    return Specs.parseTraining(
        RunDirectory.open(directory).config().toString(),
        directory.resolve("run.json") + " (config)",
        overrides());
  }

  /** Returns what was said as in {@link ConfigOptions#overrides}. */
  private List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    backend.ifPresent(name -> overrides.add("backend.name=" + Json.text(name)));
    overrides.addAll(configOptions.overrides());
    return overrides;
  }

  private RunDirectory directory(TrainingConfig resolved) throws IOException {
    if (resume.isPresent()) {
      return RunDirectory.open(resume.get());
    }
    return RunDirectory.create(out.orElseGet(() -> unused(resolved.model().name())));
  }

  private static Path unused(String name) {
    String stem = name + "-" + TIMESTAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    Path path = Path.of("runs", stem);
    for (int i = 2; Files.exists(path); i++) {
      path = Path.of("runs", stem + "-" + i);
    }
    return path;
  }

  private TrainingResult fit(
      Backend backend,
      TrainingTask task,
      RunDirectory directory,
      TrainingListener board,
      StopSignals signals)
      throws IOException {
    if (!console.terminal()) {
      TrainingListener all = TrainingListener.all(List.of(new LineProgress(console), board));
      return new Trainer(backend, task, directory, all, signals::received).fit();
    }
    ProgressBarBuilder line = new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII);
    try (BarProgress bar = new BarProgress(console, line)) {
      TrainingListener all = TrainingListener.all(List.of(bar, board));
      return new Trainer(backend, task, directory, all, signals::received).fit();
    }
  }

  /**
   * Writes the report of the run, and for TensorBoard's projector the test images as the network
   * sees them. A run that is done stays done if that fails.
   *
   * @return where it is; empty if it failed
   */
  private Optional<Path> writeReport(Backend backend, Path directory, Optional<Dataset> test) {
    Path page = directory.resolve(RunReport.FILE);
    try {
      TrainedModel model = TrainedModel.load(directory);
      Optional<TestSurvey> tested =
          test.map(
              images -> {
                Optional<String> layer = model.config().tensorboard().embedding();
                return HeldOutImages.survey(backend, model, images, layer);
              });
      if (tested.isPresent() && model.config().tensorboard().enabled()) {
        EmbeddingProjector.write(directory, tested.get().survey());
      }
      RunReport.of(model.run(), tested, LibraryVersion.current()).write(page);
      return Optional.of(page);
    } catch (IOException | RuntimeException e) {
      console.say(
          "warning: the report of the run was not written: %s ('%s report %s' makes it)"
              .formatted(e.getMessage(), console.command(), directory));
      return Optional.empty();
    }
  }

  private void answer(TrainingResult result, Optional<Path> report, TrainingConfig resolved) {
    if (output.json) {
      console.answer(Json.write(result.record()));
    }
    String text =
        new ClosingWords(console.command(), result, report, resolved.data().source()).toString();
    if (output.json) {
      console.err().print(text);
    } else {
      console.answer(text);
    }
  }
}
