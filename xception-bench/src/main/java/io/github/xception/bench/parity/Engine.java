package io.github.xception.bench.parity;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;

/**
 * An open engine in its process.
 *
 * @param process how to ask it
 * @param info what it runs on
 */
record Engine(EngineProcess process, BackendInfo info) {
  String name() {
    return process.name();
  }

  boolean can(Capability capability) {
    return info.capabilities().contains(capability);
  }
}
