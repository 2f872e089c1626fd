package io.github.xception.api.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A config that is wrong. It lists every problem that was found, up to {@link #MOST_PROBLEMS}. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The most problems that one exception lists. */
  public static final int MOST_PROBLEMS = 100;

  private final String source;
  private final transient List<Problem> problems;

  /**
   * Makes an exception.
   *
   * @param source what was read: a file's name, for example
   * @param problems all problems, at least one; those beyond {@link #MOST_PROBLEMS} are left out
   */
  public SpecException(String source, List<Problem> problems) {
    super(message(source, problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception without a problem: " + source);
    }
    this.source = source;
    this.problems = List.copyOf(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
  }

  private static String message(String source, List<Problem> problems) {
    String listed =
        problems.stream()
            .limit(MOST_PROBLEMS)
            .map(problem -> "\n  " + problem)
            .collect(Collectors.joining());
    return source
        + ": "
        + (problems.size() > MOST_PROBLEMS ? "more than " + MOST_PROBLEMS : problems.size())
        + (problems.size() == 1 ? " problem" : " problems")
        + listed
        + (problems.size() > MOST_PROBLEMS ? "\n  ... and more" : "");
  }

  /** Returns what was read: a file's name, for example. */
  public String source() {
    return source;
  }

  /** Returns the problems. */
  public List<Problem> problems() {
    return problems;
  }
}
