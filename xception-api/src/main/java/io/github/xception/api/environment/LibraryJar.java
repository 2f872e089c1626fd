package io.github.xception.api.environment;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * A jar that holds native libraries.
 *
 * @param path the jar
 * @param libraries the size in bytes of each library, by its path in the jar
 */
public record LibraryJar(Path path, Map<String, Long> libraries) {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dylib|dll)(\\.\\d+)*");

  /** Copies the map. */
  public LibraryJar {
    libraries = Map.copyOf(libraries);
  }

  /**
   * Reads the jar that a resource is in.
   *
   * @throws IOException if the resource is not in a jar, or the jar cannot be read
   */
  public static LibraryJar of(URL resource) throws IOException {
    if (!(resource.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(resource + " is not in a jar");
    }
    Path path = Path.of(URI.create(connection.getJarFileURL().toString()));
    try (JarFile jar = new JarFile(path.toFile())) {
      Map<String, Long> libraries = new TreeMap<>();
      jar.stream()
          .filter(entry -> LIBRARY.matcher(entry.getName()).matches())
          .forEach((JarEntry entry) -> libraries.put(entry.getName(), entry.getSize()));
      return new LibraryJar(path, libraries);
    }
  }
}
