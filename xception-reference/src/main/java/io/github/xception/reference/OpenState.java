package io.github.xception.reference;

import java.util.List;

/**
 * Whether a session, or the backend, is open. A session is closed too when its backend is. Closing
 * only forbids further use: the memory is the garbage collector's.
 */
final class OpenState {
  private final String what;
  private final List<OpenState> parents;
  private volatile boolean closed;

  private OpenState(String what, List<OpenState> parents) {
    this.what = what;
    this.parents = parents;
  }

  /** Returns the state of a backend that was just opened. */
  static OpenState backend() {
    return new OpenState("this backend", List.of());
  }

  /** Returns the state of a session of this backend. */
  OpenState session(String kind) {
    return new OpenState("this " + kind + " session", List.of(this));
  }

  /**
   * Checks that it is open.
   *
   * @throws IllegalStateException if it was closed
   */
  void check() {
    if (closed) {
      throw new IllegalStateException(what + " is closed");
    }
    parents.forEach(OpenState::check);
  }

  /** Closes; does nothing the second time. */
  void close() {
    closed = true;
  }
}
