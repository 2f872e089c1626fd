package io.github.xception.train;

/** A run cannot start or go on. The message says what is the case and how to mend it. */
public class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a message. */
  public TrainingException(String message) {
    super(message);
  }

  /** Makes an exception with a message and what led to it. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
