package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;

/** The backend {@code pytorch}: libtorch through the Deep Java Library. */
public final class PyTorchBackendProvider implements BackendProvider {
  /** The backend's name. */
  static final String NAME = "pytorch";

  /** Makes a provider; nothing is loaded yet. */
  public PyTorchBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    PyTorchEngine engine = PyTorchEngine.start(options);
    return new DjlBackend(engine, engine.device(options.device()));
  }
}
