package io.github.xception.tfjava;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.SpiVersion;
import java.util.List;

/** The backend {@code tensorflow}: TensorFlow through its Java API, in graph mode. */
@SpiVersion(SpiVersion.CURRENT)
public final class TensorFlowBackendProvider implements BackendProvider {
  /** The backend's name. */
  static final String NAME = "tensorflow";

  /** Makes a provider; nothing is loaded yet. */
  public TensorFlowBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    return new TensorFlowBackend(TensorFlowEngine.start(options));
  }

  @Override
  public List<Fact> environment() {
    return TensorFlowLibrary.environment();
  }
}
