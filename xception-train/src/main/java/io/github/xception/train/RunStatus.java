package io.github.xception.train;

import java.util.Locale;

/** How a run stands. */
public enum RunStatus {
  /** It is under way, or its process was killed. */
  RUNNING,
  /** All steps are done. */
  DONE,
  /** It was stopped on request, after a checkpoint. */
  STOPPED,
  /** An error ended it. */
  FAILED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
