package io.github.xception.train;

import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Takes a session through its steps, with reports, evaluations and checkpoints in between. */
final class TrainingLoop {
  private final TrainingTask task;
  private final TrainingSpec training;
  private final Evaluator evaluator;
  private final CheckpointStore checkpoints;
  private final TrainingListener listener;
  private final LabelSmoothing smoothing;

  private RunState state;
  private long checkpointedStep;
  private StepTiming sinceReport = StepTiming.NONE;

  TrainingLoop(
      TrainingTask task,
      Evaluator evaluator,
      CheckpointStore checkpoints,
      TrainingListener listener,
      RunState start) {
    this.task = task;
    this.training = task.config().training();
    this.evaluator = evaluator;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.smoothing = new LabelSmoothing(training.labelSmoothing());
    this.state = start;
    this.checkpointedStep = start.step();
  }

  /** Returns where the run stands. */
  RunState state() {
    return state;
  }

  /**
   * Goes on until all steps are done or a stop is requested; either way a checkpoint of the last
   * step is there then.
   */
  void run(TrainingSession session, MetricsLog metrics, BooleanSupplier stopRequested)
      throws IOException {
    if (state.step() >= training.steps()) {
      return;
    }
    try (BatchStream batches = task.train().batches(training.seed(), state.step())) {
      // When the engine was last at work: what passes from then on is time that it waits.
      long idleSince = System.nanoTime();
      while (state.step() < training.steps() && !stopRequested.getAsBoolean()) {
        Batch batch = smoothing.apply(batches.next());
        double rate = LearningRate.at(task.config().schedule(), state.step(), training.steps());
        long begin = System.nanoTime();
        StepResult result = session.step(batch, rate);
        long end = System.nanoTime();
        requireFinite(state.step() + 1, "the loss", result.loss());
        count(result, new StepTiming(batch.size(), end - begin, begin - idleSince), rate);
        reportIfDue(metrics, rate);
        idleSince = end;
        if (evaluateAndSaveIfDue(session, metrics)) {
          freeHostCopies();
          idleSince = System.nanoTime();
        }
      }
    }
    if (checkpointedStep != state.step()) {
      save(session, session.weights(), metrics);
    }
  }

  private void count(StepResult result, StepTiming timing, double rate) {
    sinceReport = sinceReport.plus(timing);
    state = state.stepped(result, timing);
    listener.onStep(new StepReport(state.step(), epoch(), rate, result, timing));
  }

  private void reportIfDue(MetricsLog metrics, double rate) throws IOException {
    if (!isDue(training.reportEvery())) {
      return;
    }
    MetricSums sums = state.sums();
    TrainingMetrics report =
        new TrainingMetrics(
            state.step(),
            epoch(),
            sums.meanLoss(),
            sums.meanCrossEntropy(),
            sums.accuracy(),
            rate,
            sinceReport);
    metrics.append(report);
    sinceReport = StepTiming.NONE;
    state = state.reported();
    listener.onReport(report);
  }

  /** Returns whether anything was due. */
  private boolean evaluateAndSaveIfDue(TrainingSession session, MetricsLog metrics)
      throws IOException {
    boolean evaluate = task.test().isPresent() && isDue(training.evaluateEvery());
    boolean save = isDue(training.checkpointEvery());
    if (!evaluate && !save) {
      return false;
    }
    Weights weights = session.weights();
    if (evaluate) {
      evaluate(weights, task.test().orElseThrow(), metrics);
    }
    if (save) {
      save(session, weights, metrics);
    }
    return true;
  }

  private void evaluate(Weights weights, Dataset images, MetricsLog metrics) throws IOException {
    Evaluation evaluation = evaluator.evaluate(weights, images);
    requireFinite(state.step(), "the loss on the test images", evaluation.loss());
    metrics.append(state.step(), epoch(), evaluation);
    state = state.evaluated(evaluation.metrics());
    listener.onEvaluation(state.step(), evaluation);
  }

  private void save(TrainingSession session, Weights weights, MetricsLog metrics)
      throws IOException {
    requireFinite(state.step(), weights);
    // The lines up to this step outlast what the checkpoint outlasts.
    metrics.force();
    Path directory = checkpoints.write(weights, session.optimizerState(), state);
    checkpointedStep = state.step();
    checkpoints.keepNewest(training.keepCheckpoints());
    listener.onCheckpoint(state.step(), directory);
  }

  /**
   * Gives back the memory of weights that were copied to the host. It lies outside the heap and is
   * freed with its small objects on it, which alone would not make the collector run for long.
   */
  private static void freeHostCopies() {
    System.gc();
  }

  /** Tells whether something that happens every so many steps, and at the end, happens now. */
  private boolean isDue(int every) {
    return state.step() == training.steps() || (every > 0 && state.step() % every == 0);
  }

  private double epoch() {
    return (double) state.step() / task.train().batchesPerEpoch();
  }

  private static void requireFinite(long step, Weights weights) {
    for (Map.Entry<String, Tensor> entry : weights.asMap().entrySet()) {
      FloatBuffer values = entry.getValue().floats();
      while (values.hasRemaining()) {
        float value = values.get();
        if (!Float.isFinite(value)) {
          throw diverged(step, "a value of " + entry.getKey(), value);
        }
      }
    }
  }

  private static void requireFinite(long step, String what, double value) {
    if (!Double.isFinite(value)) {
      throw diverged(step, what, value);
    }
  }

  private static DivergenceException diverged(long step, String what, double value) {
    return new DivergenceException(
        step,
        "training diverged at step "
            + step
            + ": "
            + what
            + " is "
            + value
            + ", expected a finite number; a lower learning rate, a longer warm-up or input scaling"
            + " helps. Earlier checkpoints are kept");
  }
}
