package io.github.xception.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.BackendException;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a session has of the engine, and how it computes with it. */
final class Workspace implements AutoCloseable {
  private final NDManager manager;
  private final String network;

  /**
   * Makes a workspace.
   *
   * @param manager holds all that belongs to the session; closed with it
   * @param network the network's name, for errors
   */
  Workspace(NDManager manager, String network) {
    this.manager = manager;
    this.network = network;
  }

  /** Returns what holds all that belongs to the session. */
  NDManager manager() {
    return manager;
  }

  /**
   * Makes something that belongs to the session, which is closed if that fails.
   *
   * @param making gets what is to hold it
   */
  <T> T create(Function<NDManager, T> making) {
    try {
      return making.apply(manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Computes something in the engine.
   *
   * @param computation gets a manager that is closed after it
   * @throws IllegalStateException if closed
   * @throws BackendException if the engine fails
   */
  <T> T compute(Function<NDManager, T> computation) {
    return EngineThread.call(() -> computeHere(computation));
  }

  private <T> T computeHere(Function<NDManager, T> computation) {
    if (!manager.isOpen()) {
      throw new IllegalStateException("the session of '" + network + "' is closed");
    }
    try (NDManager scratch = manager.newSubManager()) {
      return computation.apply(scratch);
    } catch (EngineException e) {
      throw new BackendException("the engine failed on '" + network + "': " + e.getMessage(), e);
    }
  }

  /** As {@link #compute}, without a result. */
  void run(Consumer<NDManager> computation) {
    compute(
        scratch -> {
          computation.accept(scratch);
          return true;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
