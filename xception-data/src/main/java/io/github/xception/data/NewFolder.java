package io.github.xception.data;

import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes a folder that appears whole or not at all. */
final class NewFolder {
  private NewFolder() {}

  /** Writes what belongs into a folder. */
  @FunctionalInterface
  interface Content {
    /** Writes into {@code folder}, which exists and is empty. */
    void write(Path folder) throws IOException;
  }

  /**
   * Makes {@code folder}.
   *
   * @throws DataException if it exists and is not an empty folder, or cannot be written
   */
  static void fill(Path folder, Content content) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(target) && !isEmptyFolder(target)) {
        throw new DataException(target + " exists and is not an empty folder; give another one");
      }
      Files.deleteIfExists(target);
      DurableFiles.create(
          target,
          whole -> {
            content.write(Files.createDirectory(whole));
            return whole;
          });
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("cannot write " + target + ": " + e, e);
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }
}
