package io.github.xception.bench.accuracy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.bench.contender.InstalledBackends;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import io.github.xception.data.ProgressListener;
import io.github.xception.data.SplitDatasets;
import io.github.xception.train.Evaluation;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.RunStart;
import io.github.xception.train.StepReport;
import io.github.xception.train.Trainer;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that trains until the network is right often enough. */
public final class AccuracyWorker {
  private AccuracyWorker() {}

  /**
   * Trains.
   *
   * @param arguments the backend's name, the file of the config, the accuracy to reach, the run
   *     directory to make, and the file for the answer
   */
  public static void main(String[] arguments) throws IOException {
    String backend = arguments[0];
    Path answer = Path.of(arguments[4]);
    try {
      train(
              backend,
              Specs.readTraining(Path.of(arguments[1]), List.of()),
              Double.parseDouble(arguments[2]),
              Path.of(arguments[3]))
          .write(answer);
    } catch (UnsupportedCapabilityException e) {
      AccuracyRun.lacking(backend, String.valueOf(e.getMessage())).write(answer);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      AccuracyRun.failed(backend, String.valueOf(e.getMessage())).write(answer);
    }
  }

  private static AccuracyRun train(
      String name, TrainingConfig config, double target, Path directory) throws IOException {
    Graph graph = Lowering.lower(config);
    DataLocations locations =
        DataLocations.of(System.getenv(), Path.of(System.getProperty("user.home")));
    SplitDatasets data =
        new Datasets(locations, ProgressListener.NONE)
            .open(config.data(), config.model().input(), config.training().batch());
    TrainingTask task =
        new TrainingTask(
            graph, config, data.train(), data.validation(), data.test(), data.fingerprint());
    try (Backend backend = InstalledBackends.open(name, config.backend())) {
      Watch watch = new Watch(target);
      new Trainer(backend, task, RunDirectory.create(directory), watch, () -> watch.reached).fit();
      return new AccuracyRun(
          name,
          "",
          /* lacking= */ false,
          watch.reached,
          watch.accuracy,
          watch.steps,
          watch.steps * config.training().batch(),
          watch.seconds);
    }
  }

  /** Looks at the clock and at evaluations. */
  private static final class Watch implements TrainingListener {
    private final double target;
    private long startNanos;
    private boolean reached;
    private double accuracy;
    private double seconds;
    private long steps;

    Watch(double target) {
      this.target = target;
    }

    @Override
    public void onStart(RunStart start) {
      startNanos = System.nanoTime();
    }

    @Override
    public void onStep(StepReport report) {
      steps = report.step();
    }

    @Override
    public void onEvaluation(long step, Evaluation evaluation) {
      if (!reached) {
        accuracy = evaluation.accuracy();
        seconds = (System.nanoTime() - startNanos) / 1e9;
        reached = accuracy >= target;
      }
    }
  }
}
