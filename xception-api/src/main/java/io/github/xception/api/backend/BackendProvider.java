package io.github.xception.api.backend;

import io.github.xception.api.environment.Fact;
import java.util.List;

/**
 * The entry point of a backend, found by {@link java.util.ServiceLoader}. Making one is cheap and
 * loads nothing native.
 *
 * <p>A process opens one backend: native engines disturb each other.
 */
public interface BackendProvider {
  /** Returns the name that people write in a config: lower case, for example {@code pytorch}. */
  String name();

  /**
   * Starts the engine.
   *
   * @throws BackendException if it cannot start, or a device was asked for that it does not have;
   *     the message says why and what to do
   * @throws UnsupportedCapabilityException if a precision was asked for that the backend lacks
   */
  Backend open(BackendOptions options);

  /**
   * Tells what the engine depends on, as it is on this machine, whether it can start or not: where
   * its native library is, what that is unpacked into, the driver of its device. Loads nothing
   * native, and fails for nothing.
   */
  default List<Fact> environment() {
    return List.of();
  }
}
