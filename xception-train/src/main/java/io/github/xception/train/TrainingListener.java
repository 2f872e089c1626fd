package io.github.xception.train;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows a run. Called on the thread that trains, in the order of the methods below; an exception
 * ends the run.
 */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** Returns a listener that tells others, in their order. */
  static TrainingListener all(List<TrainingListener> listeners) {
    return new ListenerList(List.copyOf(listeners));
  }

  /** Called once, before the first step. */
  default void onStart(RunStart start) {}

  /**
   * Called before each step.
   *
   * @param step steps done so far
   * @param batch what the engine is about to see; valid during the call only
   */
  default void onBatch(long step, Batch batch) {}

  /** Called after each step. */
  default void onStep(StepReport report) {}

  /** Called for each report on the training images, after its line was written. */
  default void onReport(TrainingMetrics metrics) {}

  /**
   * Called when the parameters have been copied to the host for an evaluation or a checkpoint.
   *
   * @param step steps done so far
   * @param weights the parameters, not averaged; valid during the call only
   */
  default void onWeights(long step, Weights weights) {}

  /**
   * Called for each evaluation on the validation images, after its line was written.
   *
   * @param step steps done so far
   */
  default void onValidation(long step, Evaluation evaluation) {}

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
