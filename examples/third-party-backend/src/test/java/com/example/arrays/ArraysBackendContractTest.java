package com.example.arrays;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;

class ArraysBackendContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new ArraysBackendProvider();
  }
}
