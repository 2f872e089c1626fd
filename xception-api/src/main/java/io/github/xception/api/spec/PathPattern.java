package io.github.xception.api.spec;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Names parameters by their paths. A pattern is a path whose parts, between slashes, may hold
 * {@code *} for any characters and {@code ?} for any one; a part {@code **} stands for any number
 * of parts. It covers what it matches and all that lies below that: {@code entry_flow_1} and {@code
 * entry_flow_1/**} both cover {@code entry_flow_1/sepconv_1/bias}, {@code **}{@code /gamma} covers
 * every gamma. Letters match as they are written, whatever the platform.
 */
public final class PathPattern implements Predicate<String> {
  /** What a pattern may be, in words. */
  public static final String EXPECTED =
      "a pattern of paths like entry_flow_*/** or **/gamma: no empty part, and ** alone in its"
          + " part";

  private static final String ANY_PARTS = "**";
  private static final int LONGEST = 1000;

  private final String pattern;
  private final String[] parts;

  private PathPattern(String pattern) {
    this.pattern = pattern;
    this.parts = pattern.split("/", -1);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it has an empty part, {@code **} beside other characters in
   *     one part, or more than 1000 characters
   */
  public static PathPattern of(String pattern) {
    PathPattern read = new PathPattern(pattern);
    for (String part : read.parts) {
      boolean wrong = part.isEmpty() || (part.contains(ANY_PARTS) && !part.equals(ANY_PARTS));
      if (wrong || pattern.length() > LONGEST) {
        String shown = pattern.substring(0, Math.min(pattern.length(), 60));
        throw new IllegalArgumentException(EXPECTED + ", got '" + shown + "'");
      }
    }
    return read;
  }

  /**
   * Returns what is true for a path that at least one of the patterns covers.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Predicate<String> anyOf(Collection<String> patterns) {
    List<PathPattern> read = patterns.stream().map(PathPattern::of).toList();
    return path -> read.stream().anyMatch(one -> one.test(path));
  }

  /** Tells whether this covers the parameter, layer or block at {@code path}. */
  @Override
  public boolean test(String path) {
    String[] names = path.split("/", -1);
    // Whether the parts so far match the first n names; all work is parts x names.
    boolean[] matched = new boolean[names.length + 1];
    matched[0] = true;
    for (String part : parts) {
      boolean[] next = new boolean[names.length + 1];
      if (part.equals(ANY_PARTS)) {
        next[0] = matched[0];
        for (int n = 1; n <= names.length; n++) {
          next[n] = matched[n] || next[n - 1];
        }
      } else {
        for (int n = 1; n <= names.length; n++) {
          next[n] = matched[n - 1] && matches(part, names[n - 1]);
        }
      }
      matched = next;
    }
    for (boolean prefix : matched) {
      if (prefix) {
        return true;
      }
    }
    return false;
  }

  /** Matches one part, going back to the latest {@code *} only. */
  private static boolean matches(String part, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starredTo = 0;
    while (n < name.length()) {
      if (p < part.length() && part.charAt(p) == '*') {
        star = p++;
        starredTo = n;
      } else if (p < part.length() && (part.charAt(p) == '?' || part.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starredTo;
      } else {
        return false;
      }
    }
    while (p < part.length() && part.charAt(p) == '*') {
      p++;
    }
    return p == part.length();
  }

  /** Returns the pattern as it was written. */
  @Override
  public String toString() {
    return pattern;
  }
}
