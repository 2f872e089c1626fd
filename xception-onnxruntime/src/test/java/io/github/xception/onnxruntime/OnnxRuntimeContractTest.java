package io.github.xception.onnxruntime;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;

class OnnxRuntimeContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new OnnxRuntimeBackendProvider();
  }
}
