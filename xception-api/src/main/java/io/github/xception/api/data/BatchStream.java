package io.github.xception.api.data;

import java.util.Iterator;

/**
 * Batches one after the other. A batch is valid until the next call of {@link #next()} or {@link
 * #close()}.
 *
 * <p>Not thread-safe. {@code close} stops what prepares batches in the background; it may be called
 * twice.
 */
public interface BatchStream extends Iterator<Batch>, AutoCloseable {
  @Override
  void close();
}
