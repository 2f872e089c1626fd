package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects problems. A block that is used many times has its problem once; beyond a certain number
 * no more are taken.
 */
final class Problems {
  /** One more than an exception lists, so that it can say that there are more. */
  private static final int MOST = SpecException.MOST_PROBLEMS + 1;

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<String> unknownAt = new HashSet<>();

  void add(Problem problem) {
    if (found.size() < MOST) {
      found.add(problem);
    }
  }

  void add(Located at, String expected) {
    add(at, at.node(), expected);
  }

  void add(Located at, JsonNode received, String expected) {
    add(new Problem(at.pointer(), Words.describe(received), expected));
  }

  /** Adds that {@code name} is none of {@code valid}, once for each place. */
  void addUnknown(String pointer, String received, String name, Collection<String> valid) {
    if (isFull() || !unknownAt.add(pointer)) {
      return;
    }
    add(
        new Problem(
            pointer,
            received + " '" + Words.shorten(name) + "'",
            valid.isEmpty() ? "none" : oneOf(valid),
            Words.nearest(name, valid)));
  }

  /** Lists valid names, the first of them if there are very many. */
  static String oneOf(Collection<String> valid) {
    List<String> some = valid.stream().limit(40).toList();
    return (valid.size() == 1 ? "" : "one of ")
        + String.join(", ", some)
        + (some.size() < valid.size() ? ", ..." : "");
  }

  void addAll(Collection<Problem> problems) {
    problems.forEach(this::add);
  }

  /** Tells whether further problems would be dropped. */
  boolean isFull() {
    return found.size() >= MOST;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> list() {
    return List.copyOf(found);
  }

  /** Throws what was found, if anything was. */
  void throwIfAny(String source) {
    if (!found.isEmpty()) {
      throw new SpecException(source, list());
    }
  }

  /** Makes the exception for a single problem of a whole document. */
  static SpecException single(String source, String pointer, String received, String expected) {
    return new SpecException(
        source, List.of(new Problem(pointer, received, expected, Optional.empty())));
  }
}
