package io.github.xception.testkit;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.reference.ReferenceBackendProvider;

/** The reference passes the whole contract, so no test of it fails for another reason. */
class ReferenceContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new ReferenceBackendProvider();
  }
}
