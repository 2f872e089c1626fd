package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.environment.NvidiaDriver;
import io.github.xception.api.plugin.SpiVersion;
import java.util.List;
import java.util.stream.Stream;

/** The backend {@code pytorch}: libtorch through the Deep Java Library. */
@SpiVersion(SpiVersion.CURRENT)
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
    return new DjlBackend(PyTorchEngine.start(options));
  }

  @Override
  public List<Fact> environment() {
    return Stream.of(DjlLibrary.PYTORCH.environment(), NvidiaDriver.facts())
        .flatMap(List::stream)
        .toList();
  }
}
