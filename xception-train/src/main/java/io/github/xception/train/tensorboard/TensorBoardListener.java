package io.github.xception.train.tensorboard;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TensorBoardSpec;
import io.github.xception.api.tensor.Weights;
import io.github.xception.train.Evaluation;
import io.github.xception.train.RunStart;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingMetrics;
import io.github.xception.train.TrainingTask;
import io.github.xception.train.tensorboard.message.Messages.Summary;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the event files of a run as it goes on, below {@code tensorboard/} in its directory:
 * {@code train/} with the graph, the config, images of batches, metrics, norms and histograms, and
 * {@code test/} with the metrics of the evaluations. Each report is in the files at once.
 *
 * <p>A run that resumes begins new files, and takes back what the old ones hold of steps that come
 * again. A file that cannot be written ends the run, with an {@link java.io.UncheckedIOException}.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
  private static final String METRICS = "metrics/";
  private static final String TRAINING = "training/";

  private final TrainingTask task;
  private final TensorBoardSpec spec;
  private final Clock clock;
  private Optional<Logs> logs = Optional.empty();

  /** Makes a listener, which writes from the beginning of the run on. */
  public TensorBoardListener(TrainingTask task) {
    this(task, Clock.systemUTC());
  }

  TensorBoardListener(TrainingTask task, Clock clock) {
    this.task = task;
    this.spec = task.config().tensorboard();
    this.clock = clock;
  }

  /** The files of a run that has begun. */
  private static final class Logs {
    private final EventLog train;
    private final Optional<EventLog> test;
    private boolean imagesAreDue = true;
    private long weightsStep = -1;

    Logs(EventLog train, Optional<EventLog> test) {
      this.train = train;
      this.test = test;
    }
  }

  private Logs logs() {
    return logs.orElseThrow(() -> new IllegalStateException("the run has not begun"));
  }

  @Override
  public void onStart(RunStart start) {
    close();
    long firstStep = start.step() + 1;
    Path folder = TensorBoardFolder.train(start.directory());
    boolean resumed = EventFile.existsIn(folder);
    EventLog train = EventLog.open(folder, firstStep, clock);
    logs =
        Optional.of(
            new Logs(
                train,
                task.test()
                    .map(
                        images ->
                            EventLog.open(
                                TensorBoardFolder.test(start.directory()), firstStep, clock))));
    if (!resumed) {
      train.add(GraphNodes.of(task.graph()));
    }
    train.add(firstStep, List.of(config()));
    train.flush();
  }

  private Summary.Value config() {
    return Summaries.text(
        "config",
        "The config, every default filled in; from this step on.",
        "```json\n" + Specs.toJson(task.config()) + "\n```\n");
  }

  @Override
  public void onBatch(long step, Batch batch) {
    if (!logs().imagesAreDue || spec.images() == 0) {
      return;
    }
    logs().imagesAreDue = false;
    List<BufferedImage> images =
        BatchImages.first(batch, task.config().model().input().scaling(), spec.images());
    if (!images.isEmpty()) {
      logs()
          .train
          .add(
              step + 1,
              List.of(
                  Summaries.images(
                      "batch",
                      "Training images as the network sees them: resized and augmented.",
                      images)));
    }
  }

  @Override
  public void onReport(TrainingMetrics metrics) {
    List<Summary.Value> values = new ArrayList<>();
    values.add(
        Summaries.scalar(
            METRICS + "loss",
            "Training: what is minimised, the cross-entropy and the L2 term if there is one."
                + " Test: the cross-entropy.",
            metrics.loss()));
    values.add(crossEntropy(metrics.crossEntropy()));
    values.add(accuracy(metrics.accuracy()));
    values.add(
        Summaries.scalar(
            TRAINING + "learning_rate", "The rate of the step.", metrics.learningRate()));
    values.add(
        Summaries.scalar(
            TRAINING + "images_per_second",
            "Training alone, without evaluations and checkpoints.",
            metrics.timing().imagesPerSecond()));
    logs().train.add(metrics.step(), values);
    logs().train.flush();
  }

  @Override
  public void onEvaluation(long step, Evaluation evaluation) {
    logs().imagesAreDue = true;
    logs()
        .test
        .ifPresent(
            log -> {
              log.add(
                  step,
                  List.of(
                      Summaries.scalar(METRICS + "loss", "", evaluation.loss()),
                      crossEntropy(evaluation.loss()),
                      accuracy(evaluation.accuracy())));
              log.flush();
            });
  }

  private static Summary.Value crossEntropy(double value) {
    return Summaries.scalar(
        METRICS + "cross_entropy", "Mean softmax cross-entropy of the images.", value);
  }

  private static Summary.Value accuracy(double value) {
    return Summaries.scalar(
        METRICS + "accuracy", "Share of the images that are classified right.", value);
  }

  @Override
  public void onWeights(long step, Weights weights) {
    if (logs().weightsStep == step) {
      return;
    }
    logs().weightsStep = step;
    List<Summary.Value> values = new ArrayList<>();
    List<String> trainable =
        task.graph().parameters().stream()
            .filter(ParameterInfo::trainable)
            .map(ParameterInfo::path)
            .toList();
    values.add(
        Summaries.scalar(
            TRAINING + "weight_norm",
            "Euclidean norm of all trainable weights together.",
            Norm.of(weights, trainable)));
    if (spec.histograms()) {
      weights
          .asMap()
          .forEach((path, tensor) -> values.add(Summaries.histogram(path, Histogram.of(tensor))));
    }
    logs().train.add(step, values);
    logs().train.flush();
  }

  /** Closes the files, whole. May be called twice, and before the run has begun. */
  @Override
  public void close() {
    logs.ifPresent(
        open -> {
          open.test.ifPresent(EventLog::close);
          open.train.close();
        });
    logs = Optional.empty();
  }
}
