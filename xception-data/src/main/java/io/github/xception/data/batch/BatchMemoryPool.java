package io.github.xception.data.batch;

import io.github.xception.api.tensor.Shape;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps the memory of closed streams for the next ones: direct memory is freed late, so an
 * evaluation every few steps must not take new memory each time. Thread-safe.
 */
final class BatchMemoryPool {
  private final ConcurrentLinkedQueue<BatchMemory> free = new ConcurrentLinkedQueue<>();
  private final int batchSize;
  private final Shape imageShape;
  private final int classes;

  BatchMemoryPool(int batchSize, Shape imageShape, int classes) {
    this.batchSize = batchSize;
    this.imageShape = imageShape;
    this.classes = classes;
  }

  BatchMemory take() {
    return Optional.ofNullable(free.poll())
        .orElseGet(() -> new BatchMemory(batchSize, imageShape, classes));
  }

  void giveBack(BatchMemory memory) {
    free.add(memory);
  }
}
