package io.github.xception.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.TrainingConfig;
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
    Position start = position();
    List<InputStage> stages = InputStage.of(task);
    InputStage first = stages.get(stageAt(stages, start.state().step()));
    TrainingSession session = open(first.graph(), start.weights(), start.optimizer());
    RunRecord record;
    try {
      record =
          RunRecord.begin(
              before, task, backend.info(), directory.path(), start.state().step(), start.source());
      directory.write(record.at(RunStatus.RUNNING, start.state(), Optional.empty()));
    } catch (IOException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
    TrainingResult result = run(session, stages, record, start);
    listener.onEnd(result);
    return result;
  }

  /** Returns the index of the stage that the step after {@code step} steps belongs to. */
  private static int stageAt(List<InputStage> stages, long step) {
    int stage = 0;
    while (stage < stages.size() - 1 && step >= stages.get(stage).end()) {
      stage++;
    }
    return stage;
  }

  private void requireSameRun(JsonNode before) throws IOException {
    TrainingConfig begun = directory.trainingConfig(List.of());
    List<String> differences =
        new ArrayList<>(
            ConfigDifferences.between(Json.resolved(begun), Json.resolved(task.config())));
    difference(before.at("/split/sha256"), "/split/sha256", task.fingerprint().split())
        .ifPresent(differences::add);
    // Runs of before there was this one do not have it.
    if (before.has("images")) {
      difference(before.at("/images/sha256"), "/images/sha256", task.fingerprint().images())
          .ifPresent(differences::add);
    }
    if (!differences.isEmpty()) {
      throw new TrainingException(
          "the run in "
              + directory.path()
              + " cannot go on with another config; take these back or begin a new run:\n  "
              + String.join("\n  ", differences));
    }
  }

  private static Optional<String> difference(JsonNode was, String pointer, String now) {
    return was.asText().equals(now)
        ? Optional.empty()
        : Optional.of(pointer + ": was " + was.asText() + ", now " + now);
  }

  /** Where the run stands. */
  private record Position(
      RunState state,
      Weights weights,
      Optional<StartingWeights.Source> source,
      Optional<OptimizerState> optimizer,
      Optional<WeightAverage> average) {}

  private Position position() throws IOException {
    Optional<TrainingSpec.Ema> ema = task.config().training().ema();
    CheckpointStore checkpoints = directory.checkpoints();
    Optional<CheckpointStore.Stored> newest = checkpoints.newest();
    RunState state = newest.map(CheckpointStore.Stored::state).orElse(RunState.START);
    checkpoints.continueAfter(state.step());
    if (newest.isEmpty()) {
      StartingWeights first = StartingWeights.of(task.graph(), task.config().training());
      return new Position(
          state, first.weights(), first.source(), Optional.empty(), ema.map(WeightAverage::empty));
    }
    Checkpoint checkpoint = newest.get().checkpoint();
    return new Position(
        state,
        checkpoint.weights(),
        Optional.empty(),
        Optional.of(checkpoint.optimizer()),
        ema.map(
            spec ->
                checkpoint
                    .average()
                    .map(reached -> WeightAverage.at(spec, reached))
                    .orElseGet(() -> WeightAverage.empty(spec))));
  }

  private TrainingSession open(Graph graph, Weights weights, Optional<OptimizerState> optimizer) {
    TrainingSession session = backend.train(graph, weights, task.config().optimizer());
    try {
      optimizer.ifPresent(session::restoreOptimizer);
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** Opens the network again for another size of its input. */
  private TrainingSession reopen(TrainingSession session, Graph graph) {
    Weights weights = session.weights();
    OptimizerState optimizer = session.optimizerState();
    // Two at once might be more than memory holds.
    session.close();
    return open(graph, weights, Optional.of(optimizer));
  }

  /** Trains to the end; closes the session. */
  private TrainingResult run(
      TrainingSession first, List<InputStage> stages, RunRecord record, Position start)
      throws IOException {
    TrainingSession session = first;
    try (MetricsLog metrics = MetricsLog.open(directory.metrics(), start.state().step())) {
      TrainingLoop loop =
          new TrainingLoop(
              task,
              backend,
              directory.checkpoints(),
              metrics,
              listener,
              start.state(),
              start.average());
      try {
        announce(start.state());
        int stage = stageAt(stages, start.state().step());
        loop.run(session, stages.get(stage), stopRequested);
        while (!loop.isDone() && loop.state().step() == stages.get(stage).end()) {
          stage++;
          session = reopen(session, stages.get(stage).graph());
          loop.run(session, stages.get(stage), stopRequested);
        }
        loop.saveLast(session);
        return finish(record, loop);
      } catch (IOException | RuntimeException | Error e) {
        recordFailure(record, loop.state(), e);
        throw e;
      }
    } finally {
      session.close();
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

  private TrainingResult finish(RunRecord record, TrainingLoop loop) throws IOException {
    RunState state = loop.state();
    RunStatus status = loop.isDone() ? RunStatus.DONE : RunStatus.STOPPED;
    Optional<FinalModel> model = loop.isDone() ? Optional.of(loop.finalModel()) : Optional.empty();
    JsonNode document = record.at(status, state, model);
    directory.write(document);
    return new TrainingResult(
        status,
        state.step(),
        state.trainLoss(),
        model.isPresent() ? model.get().test() : state.test(),
        state.timing().imagesPerSecond(),
        directory.path(),
        document);
  }

  private void recordFailure(RunRecord record, RunState state, Throwable failure) {
    try {
      directory.write(record.at(RunStatus.FAILED, state, Optional.empty()));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
