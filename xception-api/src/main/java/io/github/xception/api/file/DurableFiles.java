package io.github.xception.api.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.UUID;

/**
 * Replaces files, and makes new ones, so that whenever the process or the machine stops, a file is
 * there as it was before or as it is meant to be, and never in between.
 */
public final class DurableFiles {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private DurableFiles() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes to an empty channel; whoever calls closes it. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file beside its place, forces it to the disk and moves it there. An older file at that
   * place is replaced. After an exception nothing has changed.
   *
   * @param file its folder exists
   * @param content writes what the file holds
   */
  public static void replace(Path file, Content content) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path beside =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    forceDirectory(absolute.resolveSibling("."));
  }

  /**
   * Writes a file as {@link #replace(Path, Content)} does.
   *
   * @param content what the file holds
   */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, channel -> writeFully(channel, ByteBuffer.wrap(content)));
  }

  /**
   * Makes a file, or a folder with files in it.
   *
   * @param <T> what there is to say about it
   */
  @FunctionalInterface
  public interface Maker<T> {
    /** Makes it at {@code place}, where nothing is. */
    T makeAt(Path place) throws IOException;
  }

  /**
   * Makes a file or a folder beside its place, forces it to the disk with all that is in it, and
   * moves it there. After an exception nothing is there.
   *
   * @param target what is to be made; folders above it are made if need be
   * @param maker makes it
   * @return what the maker returned
   * @throws FileAlreadyExistsException if there is something
   */
  public static <T> T create(Path target, Maker<T> maker) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    requireNothingAt(absolute);
    Path parent = absolute.resolveSibling(".").normalize();
    Files.createDirectories(parent);
    Path beside = Files.createTempDirectory(parent, ".xception-");
    T result;
    try {
      Path made = beside.resolve("made");
      result = maker.makeAt(made);
      walk(made, DurableFiles::forceFile, DurableFiles::forceDirectory);
      requireNothingAt(absolute);
      Files.move(made, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      deleteTree(beside);
    }
    forceDirectory(parent);
    return result;
  }

  /**
   * Deletes a file, or a folder with all that is in it; nothing if there is nothing. Links are
   * deleted, not followed.
   */
  public static void deleteTree(Path root) throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      walk(root, Files::delete, Files::delete);
    }
  }

  private static void requireNothingAt(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already; remove it or choose another place");
    }
  }

  /** Does something with a path. */
  @FunctionalInterface
  private interface Action {
    void on(Path path) throws IOException;
  }

  /** Visits a file, or all files and folders in a folder and then the folder itself. */
  private static void walk(Path root, Action onFile, Action onFolder) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            onFile.on(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            onFolder.on(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Writes all that remains in a buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Forces a folder's entries to the disk, so that a move into it outlasts a power failure. Does
   * nothing on Windows, which cannot be asked to.
   */
  public static void forceDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
