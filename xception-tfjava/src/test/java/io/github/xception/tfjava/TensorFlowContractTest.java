package io.github.xception.tfjava;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;

class TensorFlowContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
