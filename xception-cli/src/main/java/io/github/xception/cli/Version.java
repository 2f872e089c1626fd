package io.github.xception.cli;

import io.github.xception.api.environment.LibraryVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"xception " + LibraryVersion.current()};
  }
}
