package io.github.xception.onnxruntime;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.SpiVersion;
import java.util.List;

/** The backend {@code onnxruntime}: ONNX Runtime through its Java API, for inference. */
@SpiVersion(SpiVersion.CURRENT)
public final class OnnxRuntimeBackendProvider implements BackendProvider {
  /** The backend's name. */
  static final String NAME = "onnxruntime";

  /** Makes a provider; nothing is loaded yet. */
  public OnnxRuntimeBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    return new OnnxRuntimeBackend(OnnxRuntimeEngine.start(options));
  }

  @Override
  public List<Fact> environment() {
    return OnnxRuntimeLibrary.environment();
  }
}
