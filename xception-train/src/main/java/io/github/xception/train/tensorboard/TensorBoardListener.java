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
import io.github.xception.train.survey.FeatureNode;
import io.github.xception.train.tensorboard.message.Messages.Summary;
import java.awt.image.BufferedImage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the event files of a run as it goes on, below {@code tensorboard/} in its directory:
 * {@code train/} with the graph, the config, images of batches, metrics, norms and histograms;
 * {@code validation/} and {@code test/} with the metrics of evaluations. Each report is in the
 * files at once.
 *
 * <p>A run that resumes begins new files, and takes back what the old ones hold of steps that come
 * again. A file that cannot be written ends the run, with an {@link java.io.UncheckedIOException}.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
  private static final String METRICS = "metrics/";
  private static final String TRAINING = "training/";

  private final TrainingTask task;
  private final TensorBoardSpec spec;
  private final Clock clock = Clock.systemUTC();
  private Optional<Logs> logs = Optional.empty();

  /**
   * Makes a listener, which writes from the beginning of the run on; nothing, if the config has
   * {@code tensorboard.enabled} off.
   *
   * @throws io.github.xception.train.TrainingException if the config names a layer for the
   *     projector that the network does not have: better now than at the end of the run
   */
  public TensorBoardListener(TrainingTask task) {
    this.task = task;
    this.spec = task.config().tensorboard();
    spec.embedding().ifPresent(path -> FeatureNode.at(task.graph().withoutSoftmax(), path));
  }

  /** The files of a run that has begun, and what is to be written next. */
  private static final class Logs {
    private final EventLog train;
    private final Optional<EventLog> validation;
    private final Optional<EventLog> test;
    private boolean imagesAreDue = true;
    private long weightsStep = -1;

    Logs(EventLog train, Optional<EventLog> validation, Optional<EventLog> test) {
      this.train = train;
      this.validation = validation;
      this.test = test;
    }
  }

  @Override
  public void onStart(RunStart start) {
    close();
    if (!spec.enabled()) {
      return;
    }
    long firstStep = start.step() + 1;
    TensorBoardFolder folder = new TensorBoardFolder(start.directory());
    boolean resumed = EventFile.existsIn(folder.train());
    EventLog train = EventLog.open(folder.train(), firstStep, clock);
    logs =
        Optional.of(
            new Logs(
                train,
                task.validation()
                    .map(images -> EventLog.open(folder.validation(), firstStep, clock)),
                task.test().map(images -> EventLog.open(folder.test(), firstStep, clock))));
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
        "```json\n" + Specs.toJson(task.config()).strip() + "\n```\n");
  }

  @Override
  public void onBatch(long step, Batch batch) {
    logs.filter(open -> open.imagesAreDue).ifPresent(open -> addImages(open, step + 1, batch));
  }

  private void addImages(Logs open, long step, Batch batch) {
    open.imagesAreDue = false;
    List<BufferedImage> images =
        BatchImages.first(batch, task.config().model().input().scaling(), spec.images());
    List<Summary.Value> values = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      values.add(
          Summaries.image(
              "training_images/" + (i + 1),
              "A training image as the network sees it: resized and augmented.",
              images.get(i)));
    }
    open.train.add(step, values);
  }

  @Override
  public void onReport(TrainingMetrics metrics) {
    List<Summary.Value> values = new ArrayList<>();
    values.add(loss(metrics.loss()));
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
    metrics
        .gradientNorm()
        .ifPresent(
            norm ->
                values.add(
                    Summaries.scalar(
                        TRAINING + "gradient_norm",
                        "Euclidean norm of all gradients together, before any limit to it.",
                        norm)));
    logs.ifPresent(open -> add(open.train, metrics.step(), values));
  }

  @Override
  public void onValidation(long step, Evaluation evaluation) {
    logs.ifPresent(
        open -> {
          open.validation.ifPresent(log -> add(log, step, values(evaluation)));
          open.imagesAreDue = true;
        });
  }

  @Override
  public void onEvaluation(long step, Evaluation evaluation) {
    logs.ifPresent(
        open -> {
          open.test.ifPresent(log -> add(log, step, values(evaluation)));
          open.imagesAreDue = true;
        });
  }

  private static List<Summary.Value> values(Evaluation evaluation) {
    return List.of(
        loss(evaluation.loss()), crossEntropy(evaluation.loss()), accuracy(evaluation.accuracy()));
  }

  private static void add(EventLog log, long step, List<Summary.Value> values) {
    log.add(step, values);
    log.flush();
  }

  private static Summary.Value loss(double value) {
    return Summaries.scalar(
        METRICS + "loss",
        "Training: what is minimised, the cross-entropy and the L2 term if there is one."
            + " Otherwise: the cross-entropy.",
        value);
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
    logs.filter(open -> open.weightsStep != step)
        .ifPresent(
            open -> {
              open.weightsStep = step;
              add(open.train, step, values(weights));
            });
  }

  private List<Summary.Value> values(Weights weights) {
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
    return values;
  }

  /** Closes the files, whole. May be called twice, and before the run has begun. */
  @Override
  public void close() {
    logs.ifPresent(
        open -> {
          open.test.ifPresent(EventLog::close);
          open.validation.ifPresent(EventLog::close);
          open.train.close();
        });
    logs = Optional.empty();
  }
}
