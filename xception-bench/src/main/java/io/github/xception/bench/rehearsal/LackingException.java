package io.github.xception.bench.rehearsal;

import io.github.xception.api.backend.BackendException;

/** A contender declares not to have what a workload asks for, such as training. */
public final class LackingException extends BackendException {
  private static final long serialVersionUID = 1;

  LackingException(String message) {
    super(message);
  }
}
