package io.github.xception.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
      Path parent = target.resolveSibling(".").normalize();
      Files.createDirectories(parent);
      Path beside = Files.createTempDirectory(parent, ".xception-");
      try {
        Path whole = Files.createDirectory(beside.resolve("content"));
        content.write(whole);
        Files.deleteIfExists(target);
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(beside);
      }
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

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
