package io.github.xception.cli;

import io.github.xception.api.text.NearestName;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What artifacts on the class path bring, by name: all of one kind.
 *
 * @param <T> what each of them is
 */
final class Plugins<T> {
  private final String kind;
  private final SortedMap<String, T> found;
  private final SortedMap<String, String> artifacts;

  /**
   * Makes a list.
   *
   * @param kind what they are, as people say it: {@code backend}
   * @param found those on the class path
   * @param artifacts where those of this project are, for people who lack one
   */
  Plugins(String kind, Map<String, T> found, Map<String, String> artifacts) {
    this.kind = kind;
    this.found = new TreeMap<>(found);
    this.artifacts = new TreeMap<>(artifacts);
  }

  /** Returns the names of those on the class path, in alphabetical order. */
  SortedSet<String> names() {
    return new TreeSet<>(found.keySet());
  }

  /**
   * Returns the one of a name.
   *
   * @throws UsageException if there is none; it lists those there are, the nearest name and the
   *     artifact to add
   */
  T get(String name) {
    T plugin = found.get(name);
    if (plugin == null) {
      throw unknown(name);
    }
    return plugin;
  }

  private UsageException unknown(String name) {
    SortedSet<String> known = new TreeSet<>(artifacts.keySet());
    known.addAll(found.keySet());
    String onClassPath =
        found.isEmpty()
            ? "There is no " + kind + " on the class path."
            : "On the class path: " + String.join(", ", names()) + ".";
    Optional<String> nearest = NearestName.of(name, known);
    return new UsageException(
        "unknown " + kind + " '" + name + "'",
        onClassPath,
        nearest.map(near -> advice(name, near)).orElseGet(this::allArtifacts));
  }

  private String advice(String name, String near) {
    String question = near.equals(name) ? "" : "Did you mean '" + near + "'? ";
    String mending =
        found.containsKey(near)
            ? ""
            : "To have '"
                + near
                + "', add the artifact "
                + artifacts.get(near)
                + " to the class path (for the command line: its jars in lib/).";
    return (question + mending).strip();
  }

  private String allArtifacts() {
    Map<String, String> namesByArtifact =
        artifacts.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.joining(" and "))));
    return namesByArtifact.entrySet().stream()
        .map(entry -> entry.getValue() + " with " + entry.getKey())
        .collect(Collectors.joining(", ", "Each comes with an artifact on the class path: ", "."));
  }
}
