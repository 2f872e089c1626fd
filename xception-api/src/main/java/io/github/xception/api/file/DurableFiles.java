package io.github.xception.api.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

/**
 * Replaces files so that, whenever the process or the machine stops, a file is there as it was
 * before or as it is meant to be, and never in between.
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
