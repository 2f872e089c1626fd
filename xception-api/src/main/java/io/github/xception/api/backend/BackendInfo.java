package io.github.xception.api.backend;

import java.util.List;
import java.util.Set;

/**
 * What a backend runs on.
 *
 * @param name the backend's name
 * @param engine the engine's name, for example {@code PyTorch}
 * @param version version of the engine's native library
 * @param device the device that sessions compute on, for example {@code cpu} or {@code gpu:0}
 * @param devices all devices of the engine, in words
 * @param capabilities what it can do
 */
public record BackendInfo(
    String name,
    String engine,
    String version,
    String device,
    List<String> devices,
    Set<Capability> capabilities) {
  /** Copies the collections. */
  public BackendInfo {
    devices = List.copyOf(devices);
    capabilities = Set.copyOf(capabilities);
  }
}
