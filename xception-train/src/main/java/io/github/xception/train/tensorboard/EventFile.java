package io.github.xception.train.tensorboard;

import io.github.xception.api.file.DurableFiles;
import io.github.xception.train.tensorboard.message.Messages.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of events, which only ever grows. A reader takes the files of a folder in the order of
 * their names, so each new one is named to come last.
 */
final class EventFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,17})\\..*");

  private final Path path;
  private final FileChannel channel;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private EventFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Tells whether a folder, which may not be there, holds an event file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static boolean existsIn(Path folder) {
    try {
      return newestIn(folder) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a new file.
   *
   * @param folder made if it is not there
   * @param seconds the time, in seconds since 1970
   */
  static EventFile create(Path folder, long seconds) throws IOException {
    Files.createDirectories(folder);
    long time = Math.max(seconds, newestIn(folder) + 1);
    Path path =
        folder.resolve(
            "events.out.tfevents.%010d.%s.%d.v2"
                .formatted(time, host(), ProcessHandle.current().pid()));
    return new EventFile(
        path,
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND));
  }

  /** Returns the time in the name of the newest file; 0 if there is none. */
  private static long newestIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(0);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Adds an event; it is in the file after the next {@link #flush}. */
  void append(Event event) {
    pending.writeBytes(TfRecord.of(event.toByteArray()));
  }

  /** Writes what was added, so that readers of the file see it. */
  void flush() throws IOException {
    DurableFiles.writeFully(channel, ByteBuffer.wrap(pending.toByteArray()));
    pending.reset();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
