package io.github.xception.api.backend;

/**
 * An engine cannot start, or failed. The message says what was asked for, what is the case and how
 * to mend it.
 */
public class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a message. */
  public BackendException(String message) {
    super(message);
  }

  /** Makes an exception with a message and what led to it. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
