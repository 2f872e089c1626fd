package io.github.xception.bench.contender;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import io.github.xception.api.spec.BackendSpec;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

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
    return find(name)
        .open(
            new BackendOptions(
                Device.parse(settings.device()), settings.threads(), settings.precision()));
  }

  /** Finds a backend; one that cannot be made does not keep the others away. */
  private static BackendProvider find(String name) {
    Iterator<BackendProvider> providers = ServiceLoader.load(BackendProvider.class).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          throw new BackendException("there is no backend '" + name + "' on the class path");
        }
        BackendProvider provider = providers.next();
        if (provider.name().equals(name)) {
          return provider;
        }
      } catch (ServiceConfigurationError e) {
        // It is another one; the command line has warned of it.
      }
    }
  }
}
