package io.github.xception.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/**
 * Something that is read on a thread of its own while something else is done.
 *
 * @param <T> what it gives
 */
final class Reading<T> {
  private final FutureTask<T> task;

  private Reading(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins to read. */
  static <T> Reading<T> begin(Callable<T> reader) {
    // SLF4J complains where two threads are the first to ask for a logger.
    LoggerFactory.getILoggerFactory();
    FutureTask<T> task = new FutureTask<>(reader);
    Thread thread = new Thread(task, "xception-reading");
    thread.setDaemon(true);
    thread.start();
    return new Reading<>(task);
  }

  /**
   * Returns what was read, once it is there.
   *
   * @throws IOException as the reader does, which may also throw others that are not checked
   */
  T await() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a reader threw what it must not", cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    }
  }
}
