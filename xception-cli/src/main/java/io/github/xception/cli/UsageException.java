package io.github.xception.cli;

import java.util.List;

/**
 * A command was asked for something that cannot be asked for: the exit status is 2. The message
 * says what was received, what was expected and how to mend it.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a message of one or more lines. */
  UsageException(String... lines) {
    super(String.join("\n", List.of(lines)));
  }
}
