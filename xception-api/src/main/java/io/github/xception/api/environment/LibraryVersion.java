package io.github.xception.api.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, as its build wrote it. */
public final class LibraryVersion {
  private static final String RESOURCE = "version.properties";

  private LibraryVersion() {}

  /**
   * Returns the version, for example {@code 1.2.0}.
   *
   * @throws IllegalStateException if the jar lacks it
   */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = LibraryVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the resource " + RESOURCE + " is missing beside " + LibraryVersion.class.getName());
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
    return properties.getProperty("version", "unknown");
  }
}
