package io.github.xception.train;

import java.io.IOException;

/** A checkpoint is not what was written. */
final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedCheckpointException(String message) {
    super(message);
  }

  DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
