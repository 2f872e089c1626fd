package io.github.xception.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a run directory to one process. The operating system drops the lock with its process. */
final class RunLock implements AutoCloseable {
  /** Behind whatever stands in the file, so that others can read who holds the lock. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a run directory.
   *
   * @throws TrainingException if it is taken
   */
  static RunLock take(Path directory) throws IOException {
    Path file = directory.resolve("run.lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!tryLock(channel)) {
        throw new TrainingException(
            directory
                + " is in use by process "
                + Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                + "; wait for it to end or choose another folder");
      }
      channel.truncate(0);
      byte[] holder = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(holder));
      return new RunLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // This very process holds it.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
