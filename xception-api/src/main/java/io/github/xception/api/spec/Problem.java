package io.github.xception.api.spec;

import java.util.Optional;

/**
 * One fault of a config.
 *
 * @param pointer where it is: a JSON pointer (RFC 6901); for a fault in another file that the
 *     config names, that file, {@code #} and a pointer into it
 * @param received what is there, in words
 * @param expected what would be right, in words
 * @param nearest the valid name nearest to what is there, if there is one that may have been meant
 */
public record Problem(String pointer, String received, String expected, Optional<String> nearest) {
  /** Makes a problem without a nearest name. */
  public Problem(String pointer, String received, String expected) {
    this(pointer, received, expected, Optional.empty());
  }

  /** Returns this problem as seen from a document that holds its own at {@code prefix}. */
  public Problem below(String prefix) {
    return new Problem(prefix + pointer, received, expected, nearest);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "(whole document)" : pointer)
        + ": got "
        + received
        + "; expected "
        + expected
        + nearest.map(name -> ". Did you mean '" + name + "'?").orElse("");
  }
}
