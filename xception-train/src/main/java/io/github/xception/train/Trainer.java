package io.github.xception.train;

import io.github.xception.api.backend.Backend;
import java.io.IOException;
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
  @SuppressWarnings("DoNotCallSuggester")
  public TrainingResult fit() throws IOException {
    if (!stopRequested.getAsBoolean()) {
      listener.onStart(
          new RunStart(
              directory.path(),
              backend.info(),
              0,
              task.config().training().steps(),
              task.train().batchesPerEpoch(),
              task.config().training().batch()));
    }
    throw new UnsupportedOperationException("the training loop is not there yet");
  }
}
