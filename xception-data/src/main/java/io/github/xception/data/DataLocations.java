package io.github.xception.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where data sets lie on this machine.
 *
 * @param flowers17 the archive {@code 17flowers.tgz} or the folder of its images, if its place is
 *     known
 * @param cache the folder for what has been fetched
 */
public record DataLocations(Optional<Path> flowers17, Path cache) {
  /** The environment variable that names the Flowers-17 archive. */
  public static final String FLOWERS17_VARIABLE = "XCEPTION_FLOWERS17";

  /**
   * Returns the locations that environment variables name: {@value #FLOWERS17_VARIABLE}, and for
   * the cache {@code $XCEPTION_CACHE}, else {@code $XDG_CACHE_HOME/xception}, else {@code
   * ~/.cache/xception}. Variables without a value count as absent.
   *
   * @param environment the variables, such as {@code System.getenv()}
   * @param home the user's home folder
   */
  public static DataLocations of(Map<String, String> environment, Path home) {
    Path cache =
        path(environment, "XCEPTION_CACHE")
            .or(() -> path(environment, "XDG_CACHE_HOME").map(xdg -> xdg.resolve("xception")))
            .orElse(home.resolve(".cache").resolve("xception"));
    return new DataLocations(path(environment, FLOWERS17_VARIABLE), cache);
  }

  /** Returns where the fetched Flowers-17 archive is kept. */
  public Path fetchedFlowers17() {
    return cache.resolve("17flowers.tgz");
  }

  private static Optional<Path> path(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
