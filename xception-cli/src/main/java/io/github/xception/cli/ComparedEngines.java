package io.github.xception.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The engines that a command compares. */
final class ComparedEngines {
  /** Slow by design, so it takes part only where it is asked for. */
  private static final String REFERENCE = "reference";

  @Option(
      names = "--backends",
      paramLabel = "NAME",
      split = ",",
      description =
          "The engines, separated by commas (default: all that start, without 'reference').")
  private List<String> named = List.of();

  ComparedEngines() {}

  /** Tells whether engines were asked for by name. */
  boolean areNamed() {
    return !named.isEmpty();
  }

  /** Tells whether an engine was asked for by name. */
  boolean isNamed(String name) {
    return named.contains(name);
  }

  /** Returns the names that were asked for, or else those of all backends but the slow one. */
  Set<String> names(Backends backends) {
    Set<String> names = new LinkedHashSet<>(named);
    if (names.isEmpty()) {
      names.addAll(backends.names());
      names.remove(REFERENCE);
    }
    return names;
  }
}
