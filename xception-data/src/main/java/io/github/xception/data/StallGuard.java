package io.github.xception.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream that gives nothing any more: an HTTP body itself waits without end. */
final class StallGuard implements AutoCloseable {
  private final Closeable stream;
  private final ScheduledExecutorService timer;
  private volatile boolean alive = true;
  private volatile boolean stalled;

  /**
   * Guards a stream.
   *
   * @param patience how long the stream may give nothing; it is closed before twice that time
   */
  StallGuard(Closeable stream, Duration patience) {
    this.stream = stream;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "fetch-guard");
              thread.setDaemon(true);
              return thread;
            });
    long period = patience.toMillis();
    var unused = timer.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  private void check() {
    if (alive) {
      alive = false;
      return;
    }
    stalled = true;
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that the stream gave something. */
  void sawProgress() {
    alive = true;
  }

  /** Returns whether the stream was closed because it gave nothing. */
  boolean hasStalled() {
    return stalled;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
