package io.github.xception.bench.contender;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.spec.BackendSpec;

/** The backends on the class path. */
public final class InstalledBackends {
  private InstalledBackends() {}

  /**
   * Starts an engine.
   *
   * @param name the backend's name
   * @param settings its device, threads and precision; its name says nothing
   * @throws BackendException if there is no such backend, or it cannot start
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if it lacks the precision
   */
  public static Backend open(String name, BackendSpec settings) {
    return InstalledPlugins.find(BackendProvider.class, BackendProvider::name)
        .get(name)
        .orElseThrow(
            () -> new BackendException("there is no backend '" + name + "' on the class path"))
        .open(
            new BackendOptions(
                Device.parse(settings.device()), settings.threads(), settings.precision()));
  }
}
