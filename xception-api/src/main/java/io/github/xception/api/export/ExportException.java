package io.github.xception.api.export;

/**
 * A network cannot be written in a format. The message says what was asked for, what the format
 * takes and how to mend it.
 */
public class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a message. */
  public ExportException(String message) {
    super(message);
  }

  /** Makes an exception with a message and what led to it. */
  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
