package io.github.xception.cli;

import io.github.xception.api.plugin.InstalledPlugin;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.text.NearestName;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What artifacts on the class path bring, by name: all of one kind.
 *
 * @param <T> what each of them is
 */
final class Plugins<T> {
  private final Console console;
  private final String kind;
  private final InstalledPlugins<T> installed;
  private final SortedMap<String, String> artifacts;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Makes a list.
   *
   * @param console where warnings go
   * @param kind what they are, as people say it: {@code backend}
   * @param installed those on the class path
   * @param artifacts where those of this project are, for people who lack one
   */
  Plugins(
      Console console, String kind, InstalledPlugins<T> installed, Map<String, String> artifacts) {
    this.console = console;
    this.kind = kind;
    this.installed = installed;
    this.artifacts = new TreeMap<>(artifacts);
  }

  /** Returns the names of those on the class path, in alphabetical order. */
  SortedSet<String> names() {
    return installed.working().stream()
        .map(InstalledPlugin::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns what was found on the class path, in its order. */
  InstalledPlugins<T> installed() {
    return installed;
  }

  /** Says what is on the class path and cannot be used, the first time this is called. */
  void warn() {
    if (!warned.getAndSet(true)) {
      installed
          .broken()
          .forEach(
              broken -> console.say("warning: this %s is left out: %s".formatted(kind, broken)));
    }
  }

  /**
   * Returns the one of a name.
   *
   * @throws UsageException if there is none; it lists those there are, the nearest name and the
   *     artifact to add
   */
  T get(String name) {
    return installed.get(name).orElseThrow(() -> unknown(name));
  }

  private UsageException unknown(String name) {
    SortedSet<String> known = new TreeSet<>(artifacts.keySet());
    known.addAll(names());
    String onClassPath =
        names().isEmpty()
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
        names().contains(near)
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
