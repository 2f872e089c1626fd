package io.github.xception.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Data cannot be used as it is: files that are no images, a folder without classes, an archive that
 * is damaged. The message says what was found, what was expected and how to mend it.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How many bad files a message names; {@link #badFiles()} has them all. */
  private static final int NAMED_IN_MESSAGE = 50;

  private final transient List<BadFile> badFiles;

  /** Makes an exception with a message. */
  public DataException(String message) {
    super(message);
    this.badFiles = List.of();
  }

  /** Makes an exception with a message and what led to it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
    this.badFiles = List.of();
  }

  /**
   * Makes an exception about files that cannot be used.
   *
   * @param summary what the files are to be mended by
   * @param badFiles the files, each with its reason
   */
  public DataException(String summary, List<BadFile> badFiles) {
    super(message(summary, badFiles));
    this.badFiles = List.copyOf(badFiles);
  }

  private static String message(String summary, List<BadFile> badFiles) {
    String named =
        badFiles.stream()
            .limit(NAMED_IN_MESSAGE)
            .map(file -> "\n  " + file)
            .collect(Collectors.joining());
    int more = badFiles.size() - NAMED_IN_MESSAGE;
    return summary + named + (more > 0 ? "\n  and " + more + " more" : "");
  }

  /** Returns the files that cannot be used; empty if the matter is another. */
  public List<BadFile> badFiles() {
    return badFiles;
  }
}
