package io.github.xception.cli.end;

import io.github.xception.cli.ShortRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Backends of the tests on the class path of the distribution. */
final class MoreBackends {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));

  private MoreBackends() {}

  /**
   * Returns the environment with which the launcher finds more backends.
   *
   * @param folder where they are named to the service loader
   * @param providers their classes
   */
  static Map<String, String> of(Path folder, String... providers)
      throws IOException, URISyntaxException {
    Path more = folder.resolve("more");
    Path services = Files.createDirectories(more.resolve("META-INF/services"));
    Files.write(
        services.resolve("io.github.xception.api.backend.BackendProvider"), List.of(providers));
    Path tests =
        Path.of(MoreBackends.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Map.of(
        "JAVA_OPTS",
        "%s -Djava.io.tmpdir=%s -cp %s/*:%s:%s"
            .formatted(ShortRun.JAVA_OPTS, folder, DISTRIBUTION.resolve("lib"), tests, more));
  }
}
