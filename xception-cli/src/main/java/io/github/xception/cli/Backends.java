package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.spec.BackendSpec;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The backends on the class path, by name. */
final class Backends {
  /** Where the backends of this project are, for those who lack one. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "pytorch", "io.github.xception:xception-djl",
          "mxnet", "io.github.xception:xception-djl",
          "tensorflow", "io.github.xception:xception-tfjava",
          "reference", "io.github.xception:xception-reference");

  private final Map<String, BackendProvider> providers;

  @Inject
  Backends(Map<String, BackendProvider> providers) {
    this.providers = new TreeMap<>(providers);
  }

  /** Returns the names in alphabetical order. */
  SortedSet<String> names() {
    return new TreeSet<>(providers.keySet());
  }

  /**
   * Checks a name before anything costly happens.
   *
   * @throws UsageException if there is no such backend; it lists those there are, the nearest name
   *     and the artifact to add
   */
  void require(String name) {
    if (!providers.containsKey(name)) {
      throw unknown(name);
    }
  }

  /**
   * Starts an engine.
   *
   * @throws UsageException as {@link #require}
   * @throws io.github.xception.api.backend.BackendException if it cannot start
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if it lacks the precision
   */
  Backend open(String name, BackendOptions options) {
    BackendProvider provider = providers.get(name);
    if (provider == null) {
      throw unknown(name);
    }
    return provider.open(options);
  }

  /**
   * Starts the engine of a config.
   *
   * @throws UsageException as {@link #require}
   * @throws io.github.xception.api.backend.BackendException if it cannot start
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if it lacks the precision
   */
  Backend open(BackendSpec spec) {
    return open(
        spec.name(),
        new BackendOptions(Device.parse(spec.device()), spec.threads(), spec.precision()));
  }

  private UsageException unknown(String name) {
    SortedSet<String> known = new TreeSet<>(ARTIFACTS.keySet());
    known.addAll(providers.keySet());
    Optional<String> nearest = NearestName.of(name, known);
    String onClassPath =
        providers.isEmpty()
            ? "There is no backend on the class path."
            : "On the class path: " + String.join(", ", names()) + ".";
    String advice =
        nearest
            .map(
                near ->
                    (near.equals(name) ? "" : "Did you mean '" + near + "'? ")
                        + (providers.containsKey(near)
                            ? ""
                            : "To have '"
                                + near
                                + "', add the artifact "
                                + ARTIFACTS.get(near)
                                + " to the class path (for the command line: its jars in lib/)."))
            .map(String::strip)
            .orElse(
                "A backend comes with an artifact on the class path: "
                    + "pytorch and mxnet with io.github.xception:xception-djl, "
                    + "tensorflow with io.github.xception:xception-tfjava, "
                    + "reference with io.github.xception:xception-reference.");
    return new UsageException("unknown backend '" + name + "'", onClassPath, advice);
  }
}
