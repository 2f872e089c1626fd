package com.example.naive;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;

class NaiveBackendContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new NaiveBackendProvider();
  }
}
