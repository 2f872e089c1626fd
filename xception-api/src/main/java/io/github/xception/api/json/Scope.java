package io.github.xception.api.json;

import io.github.xception.api.spec.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one level of paths: of the whole network, or of one use of a block. */
final class Scope {
  private final String prefix;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbered = new HashMap<>();

  private Scope(String prefix) {
    this.prefix = prefix;
  }

  /** Returns the outermost level. */
  static Scope root() {
    return new Scope("");
  }

  /** Returns a new level within the one at {@code path}. */
  static Scope within(String path) {
    return new Scope(path + "/");
  }

  /** Returns the name that was given, or the type with the next number. */
  String nameOf(Optional<String> given, String type) {
    return given.orElseGet(() -> type + "_" + numbered.merge(type, 1, Integer::sum));
  }

  /**
   * Takes a name.
   *
   * @param at where the name is written, or what has no name of its own
   * @return the path
   */
  String claim(String name, String at, Problems problems) {
    String path = prefix + name;
    if (!names.add(name)) {
      problems.add(new Problem(at, "a second '" + name + "'", "unique names"));
      // Nothing can have this path by itself, so the clash is found only once.
      return path + "/" + names.size();
    }
    return path;
  }
}
