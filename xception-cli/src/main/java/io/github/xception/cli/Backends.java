package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.BrokenPlugin;
import io.github.xception.api.plugin.InstalledPlugin;
import io.github.xception.api.plugin.InstalledPlugins;
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
          "onnxruntime", "io.github.xception:xception-onnxruntime",
          "tensorflow", "io.github.xception:xception-tfjava",
          "reference", "io.github.xception:xception-reference");

  private final Plugins<BackendProvider> providers;

  @Inject
  Backends(Console console, InstalledPlugins<BackendProvider> installed) {
    this.providers = new Plugins<>(console, "backend", installed, ARTIFACTS);
  }

  /** Returns the names in alphabetical order. */
  SortedSet<String> names() {
    return providers.names();
  }

  /** Returns the plug-in of a name that is there. */
  InstalledPlugin<BackendProvider> plugin(String name) {
    return providers.installed().plugin(name).orElseThrow();
  }

  /** Returns what is on the class path as a backend and cannot be used. */
  List<BrokenPlugin> broken() {
    return providers.installed().broken();
  }

  /**
   * Checks a name before anything costly happens. What is broken on the class path is said before.
   *
   * @throws UsageException if there is no such backend; it lists those there are, the nearest name
   *     and the artifact to add
   */
  void require(String name) {
    providers.warn();
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
   * Starts the engine of a config. What is broken on the class path is said before.
   *
   * @throws UsageException as {@link #require}
   * @throws io.github.xception.api.backend.BackendException if it cannot start
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if it lacks the precision
   */
  Backend open(BackendSpec spec) {
    providers.warn();
    return open(
        spec.name(),
        new BackendOptions(Device.parse(spec.device()), spec.threads(), spec.precision()));
  }
}
