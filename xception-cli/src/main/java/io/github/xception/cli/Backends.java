package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.spec.BackendSpec;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** The backends on the class path, by name. */
final class Backends {
  /** Where the backends of this project are, for those who lack one. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "pytorch", "io.github.xception:xception-djl",
          "mxnet", "io.github.xception:xception-djl",
          "tensorflow", "io.github.xception:xception-tfjava",
          "reference", "io.github.xception:xception-reference");

  private final Plugins<BackendProvider> providers;

  @Inject
  Backends(Map<String, BackendProvider> providers) {
    this.providers = new Plugins<>("backend", providers, ARTIFACTS);
  }

  /** Returns the names in alphabetical order. */
  SortedSet<String> names() {
    return providers.names();
  }

  /**
   * Checks a name before anything costly happens.
   *
   * @throws UsageException if there is no such backend; it lists those there are, the nearest name
   *     and the artifact to add
   */
  void require(String name) {
    providers.get(name);
  }

  /**
   * Tells what an engine depends on, as it is on this machine, without starting it.
   *
   * @throws UsageException as {@link #require}
   */
  List<Fact> environment(String name) {
    BackendProvider provider = providers.get(name);
    try {
      return provider.environment();
    } catch (RuntimeException | LinkageError e) {
      return List.of(new Fact("environment", "cannot be told: " + e));
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
    return providers.get(name).open(options);
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
}
