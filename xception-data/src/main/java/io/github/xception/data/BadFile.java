package io.github.xception.data;

import io.github.xception.data.image.BadImageException;
import java.util.Objects;

/**
 * A file that cannot be used as an image.
 *
 * @param name the file's name, relative to its data set where it belongs to one
 * @param reason what is wrong with it
 */
public record BadFile(String name, String reason) {
  /** Checks for nulls. */
  public BadFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
  }

  static BadFile of(String name, BadImageException problem) {
    return new BadFile(name, String.valueOf(problem.getMessage()));
  }

  /** Returns {@code name: reason} on one line, whatever characters the name holds. */
  @Override
  public String toString() {
    return name.replaceAll("\\p{Cntrl}", "?") + ": " + reason;
  }
}
