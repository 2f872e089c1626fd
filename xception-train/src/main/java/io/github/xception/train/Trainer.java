package io.github.xception.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Trains a network from wherever its run directory stands to the end: from first weights in a new
 * directory, from the newest good checkpoint in one that holds a run.
 *
 * <p>A run that was cut off at any moment and resumed goes through the same numbers, bit for bit,
 * as one left alone, on an engine that computes the same numbers each time.
 */
public final class Trainer {
  private final Backend backend;
  private final TrainingTask task;
  private final RunDirectory directory;
  private final TrainingListener listener;
  private final BooleanSupplier stopRequested;

  /**
   * Makes a trainer.
   *
   * @param backend what computes; stays open
   * @param task what to train on what
   * @param directory where the run is kept
   * @param listener follows the run
   * @param stopRequested asked before each step; once it says true, the run ends with a checkpoint
   */
  public Trainer(
      Backend backend,
      TrainingTask task,
      RunDirectory directory,
      TrainingListener listener,
      BooleanSupplier stopRequested) {
    this.backend = backend;
    this.task = task;
    this.directory = directory;
    this.listener = listener;
    this.stopRequested = stopRequested;
  }

  /**
   * Trains.
   *
   * @throws TrainingException if another process is at work in the directory, or the run in it
   *     differs from this one in something that matters
   * @throws DivergenceException if the loss or a weight stops being finite
   * @throws IOException if the directory cannot be read or written
   */
  public TrainingResult fit() throws IOException {
    RunLock lock = RunLock.take(directory.path());
    try {
      return fitAlone();
    } finally {
      lock.close();
    }
  }

  private TrainingResult fitAlone() throws IOException {
    JsonNode before = directory.recordIfBegun();
    if (!before.isEmpty()) {
      requireSameRun(before);
    }
    Opened opened = open();
    RunState start = opened.state();
    try (TrainingSession session = opened.session()) {
      RunRecord record =
          RunRecord.begin(before, task, backend.info(), directory.path(), start.step());
      directory.write(record.at(RunStatus.RUNNING, start));
      TrainingResult result = run(session, record, start);
      listener.onEnd(result);
      return result;
    }
  }

  private void requireSameRun(JsonNode before) throws IOException {
    List<String> differences =
        new ArrayList<>(
            ConfigDifferences.between(before.path("config"), Json.resolved(task.config())));
    String split = before.path("split").path("sha256").asText();
    if (!split.equals(task.splitSha256())) {
      differences.add("/split/sha256: was " + split + ", now " + task.splitSha256());
    }
    if (!differences.isEmpty()) {
      throw new TrainingException(
          "the run in "
              + directory.path()
              + " cannot go on with another config; take these back or begin a new run:\n  "
              + String.join("\n  ", differences));
    }
  }

  /** A session that stands where the run does. */
  private record Opened(RunState state, TrainingSession session) {}

  private Opened open() throws IOException {
    CheckpointStore checkpoints = directory.checkpoints();
    Optional<CheckpointStore.Stored> newest = checkpoints.newest();
    RunState state = newest.map(CheckpointStore.Stored::state).orElse(RunState.START);
    checkpoints.continueAfter(state.step());
    if (newest.isEmpty()) {
      return new Opened(
          state, open(InitialWeights.draw(task.graph(), task.config().training().seed())));
    }
    TrainingSession session = open(newest.get().checkpoint().weights());
    try {
      session.restoreOptimizer(newest.get().checkpoint().optimizer());
      return new Opened(state, session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private TrainingSession open(Weights weights) {
    return backend.train(task.graph(), weights, task.config().optimizer());
  }

  private TrainingResult run(TrainingSession session, RunRecord record, RunState start)
      throws IOException {
    TrainingLoop loop =
        new TrainingLoop(
            task, new Evaluator(backend, task.graph()), directory.checkpoints(), listener, start);
    try (MetricsLog metrics = MetricsLog.open(directory.metrics(), start.step())) {
      announce(start);
      loop.run(session, metrics, stopRequested);
      return finish(record, loop.state());
    } catch (IOException | RuntimeException | Error e) {
      recordFailure(record, loop.state(), e);
      throw e;
    }
  }

  private void announce(RunState start) {
    TrainingSpec training = task.config().training();
    listener.onStart(
        new RunStart(
            directory.path(),
            backend.info(),
            start.step(),
            training.steps(),
            task.train().batchesPerEpoch(),
            training.batch()));
  }

  private TrainingResult finish(RunRecord record, RunState state) throws IOException {
    boolean done = state.step() == task.config().training().steps();
    RunStatus status = done ? RunStatus.DONE : RunStatus.STOPPED;
    JsonNode document = record.at(status, state);
    directory.write(document);
    return new TrainingResult(
        status,
        state.step(),
        state.trainLoss(),
        state.test(),
        state.timing().imagesPerSecond(),
        directory.path(),
        document);
  }

  private void recordFailure(RunRecord record, RunState state, Throwable failure) {
    try {
      directory.write(record.at(RunStatus.FAILED, state));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
