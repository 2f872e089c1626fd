package io.github.xception.djl;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;

class MxNetContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new MxNetBackendProvider();
  }
}
