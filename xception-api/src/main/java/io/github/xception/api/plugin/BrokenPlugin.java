package io.github.xception.api.plugin;

import java.util.Optional;

/**
 * A plug-in that is on the class path and cannot be used.
 *
 * @param file the jar, or the folder of classes, that announces it
 * @param provider the class that it announces; empty if there is none to name
 * @param problem what is wrong with it, and how to mend that
 */
public record BrokenPlugin(String file, Optional<String> provider, String problem) {
  @Override
  public String toString() {
    return provider.map(name -> name + " of ").orElse("") + file + ": " + problem;
  }
}
