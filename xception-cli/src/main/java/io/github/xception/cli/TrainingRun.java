package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.lint.Linter;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.data.Datasets;
import io.github.xception.data.LeakingSplit;
import io.github.xception.data.SplitDatasets;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.RunStart;
import io.github.xception.train.RunStatus;
import io.github.xception.train.StepReport;
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
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Carries a config out: opens images and engine, trains, writes the report. */
final class TrainingRun {
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Inject
  TrainingRun(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  /**
   * How a run ended.
   *
   * @param result what came out
   * @param words the same for people, and what they may do next
   * @param exitStatus of the process
   */
  record Ended(TrainingResult result, String words, int exitStatus) {}

  /** Makes or opens the folder of a run, once all else is known to be well. */
  @FunctionalInterface
  interface Folder {
    RunDirectory open() throws IOException;
  }

  /**
   * Trains, and says how it goes on.
   *
   * @param resolved the config
   * @param folder the folder of the run
   * @param strict whether a warning is an error
   * @param until the step to stop after, if the run is longer
   */
  Ended start(TrainingConfig resolved, Folder folder, boolean strict, long until)
      throws IOException {
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
      StepCount count = new StepCount();
      TrainingResult result =
          fit(
              backend,
              task,
              folder.open(),
              TrainingListener.all(List.of(count, board)),
              () -> signals.received() || count.steps >= until);
      Optional<Path> report = writeReport(backend, result.directory(), data.test());
      return new Ended(
          result,
          new ClosingWords(console.command(), result, report, resolved.data().source()).toString(),
          result.status() == RunStatus.STOPPED && signals.received()
              ? signals.exitStatus()
              : ExitStatus.DONE);
    }
  }

  /** Knows how far the run is. */
  private static final class StepCount implements TrainingListener {
    private long steps;

    @Override
    public void onStart(RunStart start) {
      steps = start.step();
    }

    @Override
    public void onStep(StepReport report) {
      steps = report.step();
    }
  }

  /** Returns a folder below {@code runs} that is not there yet. */
  static Path unused(String name) {
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
      BooleanSupplier stop)
      throws IOException {
    if (!console.terminal()) {
      TrainingListener all = TrainingListener.all(List.of(new LineProgress(console), board));
      return new Trainer(backend, task, directory, all, stop).fit();
    }
    ProgressBarBuilder line = new ProgressBarBuilder().setStyle(ProgressBarStyle.ASCII);
    try (BarProgress bar = new BarProgress(console, line)) {
      TrainingListener all = TrainingListener.all(List.of(bar, board));
      return new Trainer(backend, task, directory, all, stop).fit();
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
}
