package io.github.xception.reference;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The operations of one forward pass, each with its rule for the way back. An operation records a
 * step that adds to the gradients of its inputs what the gradient of its output says.
 */
final class Tape {
  /** Records nothing, so that a forward pass holds on to no value: for inference. */
  static final Tape OFF = new Tape(false);

  private final boolean recording;
  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** Makes an empty tape. */
  Tape() {
    this(true);
  }

  private Tape(boolean recording) {
    this.recording = recording;
  }

  /** Records the way back through one operation. */
  void record(Runnable backward) {
    if (recording) {
      steps.push(backward);
    }
  }

  /** Runs the steps, the latest first, and forgets each one, so its values can be collected. */
  void backward() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }
}
