package io.github.xception.reference;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;

/**
 * The backend {@code reference}: pure Java in double precision, slow, written to be read. It
 * defines what every operation means. Its results are the same bits on every machine and JDK,
 * whatever the number of threads.
 */
public final class ReferenceBackendProvider implements BackendProvider {
  static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    if (options.device().kind() == Device.Kind.GPU) {
      throw new BackendException(
          "backend 'reference' was asked for device "
              + options.device()
              + ", but it is plain Java and computes on the CPU only; ask for auto or cpu, or take"
              + " another backend");
    }
    return new ReferenceBackend(new Workers(options.threads()));
  }
}
