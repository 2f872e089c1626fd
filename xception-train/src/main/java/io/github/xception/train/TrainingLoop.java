package io.github.xception.train;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.Capability;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Takes sessions through their steps, with reports, evaluations and checkpoints in between. */
final class TrainingLoop {
  private final TrainingTask task;
  private final TrainingSpec training;
  private final Evaluator evaluator;
  private final CheckpointStore checkpoints;
  private final MetricsLog metrics;
  private final TrainingListener listener;
  private final LabelSmoothing smoothing;
  private final ClassWeights classWeights;
  private final GradientStep gradientStep;
  private final boolean givesGradients;
  private final Optional<WeightAverage> average;

  private RunState state;
  private long checkpointedStep;
  private StepTiming sinceReport = StepTiming.NONE;

  TrainingLoop(
      TrainingTask task,
      Backend backend,
      CheckpointStore checkpoints,
      MetricsLog metrics,
      TrainingListener listener,
      RunState start,
      Optional<WeightAverage> average) {
    this.task = task;
    this.training = task.config().training();
    this.evaluator = new Evaluator(backend, task.graph());
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.listener = listener;
    this.smoothing = new LabelSmoothing(training.labelSmoothing());
    this.classWeights =
        ClassWeights.of(
            training.classWeights(), task.train().classes(), task.train().imagesPerClass());
    this.gradientStep = new GradientStep(training.accumulate(), training.clipNorm());
    this.givesGradients = backend.info().capabilities().contains(Capability.SEPARATE_GRADIENTS);
    this.average = average;
    this.state = start;
    this.checkpointedStep = start.step();
  }

  /** Returns where the run stands. */
  RunState state() {
    return state;
  }

  /** Tells whether all steps are done, or no more are worth while. */
  boolean isDone() {
    return state.step() >= training.steps() || isStoppedEarly();
  }

  private boolean isStoppedEarly() {
    return training.earlyStopping().isPresent()
        && state.best().isPresent()
        && state.best().get().isFinal(training.earlyStopping().get());
  }

  /** Goes on until the stage ends, the run is done or a stop is requested. */
  void run(TrainingSession session, InputStage stage, BooleanSupplier stopRequested)
      throws IOException {
    try (BatchStream batches = stage.images().batches(training.seed(), state.step())) {
      // When the engine was last at work: what passes from then on is time that it waits.
      long idleSince = System.nanoTime();
      while (state.step() < stage.end() && !isDone() && !stopRequested.getAsBoolean()) {
        Batch batch = classWeights.apply(smoothing.apply(batches.next()));
        listener.onBatch(state.step(), batch);
        double rate = LearningRate.at(task.config().schedule(), state.step(), training.steps());
        boolean reported = isDue(state.step() + 1, training.reportEvery());
        long begin = System.nanoTime();
        GradientStep.Outcome outcome =
            gradientStep.take(session, batch, rate, reported && givesGradients);
        long end = System.nanoTime();
        requireFinite(state.step() + 1, "the loss", outcome.result().loss());
        count(outcome.result(), new StepTiming(batch.size(), end - begin, begin - idleSince), rate);
        if (reported) {
          report(rate, outcome.gradientNorm());
        }
        idleSince = end;
        if (useWeightsIfDue(session)) {
          freeHostCopies();
          idleSince = System.nanoTime();
        }
      }
    }
  }

  /** Makes sure that there is a checkpoint of the last step. */
  void saveLast(TrainingSession session) throws IOException {
    if (checkpointedStep != state.step()) {
      save(session, session.weights());
    }
  }

  private void count(StepResult result, StepTiming timing, double rate) {
    sinceReport = sinceReport.plus(timing);
    state = state.stepped(result, timing);
    listener.onStep(new StepReport(state.step(), epoch(), rate, result, timing));
  }

  private void report(double rate, OptionalDouble gradientNorm) throws IOException {
    MetricSums sums = state.sums();
    TrainingMetrics report =
        new TrainingMetrics(
            state.step(),
            epoch(),
            sums.meanLoss(),
            sums.meanCrossEntropy(),
            sums.accuracy(),
            rate,
            gradientNorm,
            sinceReport);
    metrics.append(report);
    sinceReport = StepTiming.NONE;
    state = state.reported();
    listener.onReport(report);
  }

  /**
   * Averages, evaluates and saves, each if it is due, on one copy of the weights.
   *
   * @return whether anything was due
   */
  private boolean useWeightsIfDue(TrainingSession session) throws IOException {
    long step = state.step();
    boolean averaged = average.isPresent() && average.get().isDue(step);
    boolean evaluated =
        (task.validation().isPresent() || task.test().isPresent())
            && isDue(step, training.evaluateEvery());
    boolean saved = isDue(step, training.checkpointEvery());
    if (!averaged && !evaluated && !saved) {
      return false;
    }
    Weights weights = session.weights();
    if (evaluated || saved) {
      listener.onWeights(step, weights);
    }
    if (averaged) {
      average.get().update(weights, step);
    }
    if (evaluated) {
      evaluate(averaged().orElse(weights));
    }
    if (saved || (evaluated && training.keepBest() && state.isBest())) {
      save(session, weights);
    }
    return true;
  }

  private Optional<Weights> averaged() {
    return average.filter(WeightAverage::isPresent).map(WeightAverage::weights);
  }

  private void evaluate(Weights weights) throws IOException {
    if (task.validation().isPresent()) {
      Evaluation evaluation = evaluate(weights, "validation", task.validation().get());
      double minDelta =
          training.earlyStopping().map(TrainingSpec.EarlyStopping::minDelta).orElse(0.0);
      state = state.validated(evaluation.metrics(), minDelta);
      listener.onValidation(state.step(), evaluation);
    }
    if (task.test().isPresent()) {
      Evaluation evaluation = evaluate(weights, "test", task.test().get());
      state = state.evaluated(evaluation.metrics());
      listener.onEvaluation(state.step(), evaluation);
    }
  }

  private Evaluation evaluate(Weights weights, String part, Dataset images) throws IOException {
    Evaluation evaluation = evaluator.evaluate(weights, images);
    requireFinite(state.step(), "the loss on the " + part + " images", evaluation.loss());
    metrics.append(state.step(), epoch(), part, evaluation);
    return evaluation;
  }

  private void save(TrainingSession session, Weights weights) throws IOException {
    requireFinite(state.step(), weights);
    // The lines up to this step outlast what the checkpoint outlasts.
    metrics.force();
    Path directory = checkpoints.write(weights, session.optimizerState(), averaged(), state);
    checkpointedStep = state.step();
    checkpoints.keepNewest(
        training.keepCheckpoints(),
        training.keepBest() && state.best().isPresent()
            ? OptionalLong.of(state.best().get().step())
            : OptionalLong.empty());
    listener.onCheckpoint(state.step(), directory);
  }

  /**
   * Returns what the run gives: the newest weights, or with {@code keepBest} those that did best on
   * the validation images.
   */
  FinalModel finalModel() throws IOException {
    if (!training.keepBest() || state.best().isEmpty() || state.isBest()) {
      return new FinalModel(state.step(), state.test());
    }
    long step = state.best().get().step();
    if (task.test().isEmpty()) {
      return new FinalModel(step, Optional.empty());
    }
    Weights weights = checkpoints.learnedAt(step).weights();
    TestMetrics test = evaluator.evaluate(weights, task.test().get()).metrics();
    return new FinalModel(step, Optional.of(test));
  }

  /**
   * Gives back the memory of weights that were copied to the host. It lies outside the heap and is
   * freed with its small objects on it, which alone would not make the collector run for long.
   */
  private static void freeHostCopies() {
    System.gc();
  }

  /** Tells whether something that happens every so many steps, and at the end, happens now. */
  private boolean isDue(long step, int every) {
    return step == training.steps() || (every > 0 && step % every == 0);
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
