package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device.Kind;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.SpiVersion;
import java.util.List;

/** The backend {@code mxnet}: Apache MXNet on the CPU, through the Deep Java Library. */
@SpiVersion(SpiVersion.CURRENT)
public final class MxNetBackendProvider implements BackendProvider {
  /** The backend's name. */
  static final String NAME = "mxnet";

  /** Makes a provider; nothing is loaded yet. */
  public MxNetBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    EngineStart.requireFp32(NAME, options);
    if (options.device().kind() == Kind.GPU) {
      throw new BackendException(
          options.device()
              + " was asked for, but the backend '"
              + NAME
              + "' computes on the CPU only: MXNet 1.9.1 is built for no GPU newer than compute"
              + " capability 8.6. Ask for cpu or auto, or take another backend for the GPU.");
    }
    return new DjlBackend(MxNetEngine.start(options));
  }

  @Override
  public List<Fact> environment() {
    return DjlLibrary.MXNET.environment();
  }
}
