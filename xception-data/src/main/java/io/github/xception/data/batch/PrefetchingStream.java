package io.github.xception.data.batch;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Prepares batches ahead of their reader. Each batch is made by one task out of its index alone, so
 * neither the number of threads nor their timing can show in what it holds. A task gets its memory
 * when the reader has left the batch before.
 */
final class PrefetchingStream implements BatchStream {
  /** Makes the batch of an index. Called from several threads at once. */
  @FunctionalInterface
  interface Recipe {
    /** Fills {@code memory} and returns a batch over it. */
    Batch make(long index, BatchMemory memory);
  }

  private record Prepared(BatchMemory memory, Future<Batch> batch) {}

  private final Recipe recipe;
  private final BatchMemoryPool pool;
  private final ExecutorService workers;
  private final Deque<Prepared> prepared = new ArrayDeque<>();
  private final long end;
  private final int prefetch;
  private long nextToPrepare;
  private boolean closed;

  /** The memory of the batch that the reader has. */
  private Optional<BatchMemory> lent = Optional.empty();

  /**
   * Makes a stream of the batches with indices in [first, end).
   *
   * @param threads how many threads prepare batches
   * @param prefetch how many batches are prepared ahead, at least 1
   */
  PrefetchingStream(
      Recipe recipe, BatchMemoryPool pool, long first, long end, int threads, int prefetch) {
    this.recipe = recipe;
    this.pool = pool;
    this.end = end;
    this.prefetch = prefetch;
    this.nextToPrepare = first;
    this.workers = Tasks.daemons(threads, "batch-worker");
    prepareAhead();
  }

  private void prepareAhead() {
    while (prepared.size() < prefetch && nextToPrepare < end) {
      long index = nextToPrepare++;
      BatchMemory memory = pool.take();
      prepared.add(new Prepared(memory, workers.submit(() -> recipe.make(index, memory))));
    }
  }

  @Override
  public boolean hasNext() {
    return !closed && !prepared.isEmpty();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          closed ? "the stream is closed" : "there are no more batches");
    }
    lent.ifPresent(pool::giveBack);
    Prepared next = prepared.remove();
    lent = Optional.of(next.memory());
    Batch batch = finished(next.batch());
    prepareAhead();
    return batch;
  }

  private Batch finished(Future<Batch> future) {
    boolean ok = false;
    try {
      Batch batch = Tasks.result(future);
      ok = true;
      return batch;
    } finally {
      if (!ok) {
        close();
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.shutdownNow();
    awaitWorkers();
    lent.ifPresent(pool::giveBack);
    lent = Optional.empty();
    prepared.forEach(p -> pool.giveBack(p.memory()));
    prepared.clear();
  }

  /** Waits for tasks that still write into memory that others will get. */
  private void awaitWorkers() {
    boolean interrupted = false;
    while (true) {
      try {
        if (workers.awaitTermination(1, TimeUnit.DAYS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
