package io.github.xception.train;

import java.nio.file.Path;

/**
 * Follows a run. Called on the thread that trains, in the order of the methods below; an exception
 * ends the run.
 */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** Called once, before the first step. */
  default void onStart(RunStart start) {}

  /** Called after each step. */
  default void onStep(StepReport report) {}

  /** Called for each report on the training images, after its line was written. */
  default void onReport(TrainingMetrics metrics) {}

  /**
   * Called for each evaluation on the test images, after its line was written.
   *
   * @param step steps done so far
   */
  default void onEvaluation(long step, Evaluation evaluation) {}

  /**
   * Called for each checkpoint, when it is complete on disk.
   *
   * @param step steps done so far
   * @param directory the checkpoint's folder
   */
  default void onCheckpoint(long step, Path directory) {}

  /** Called once, when the run is done or was stopped on request; not after an exception. */
  default void onEnd(TrainingResult result) {}
}
