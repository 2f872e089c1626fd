package com.example.arrays;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.plugin.SpiVersion;
import io.github.xception.api.spec.Precision;

/** Opens the backend. It is public and has a constructor without arguments, so it can be found. */
@SpiVersion(SpiVersion.CURRENT)
public final class ArraysBackendProvider implements BackendProvider {
  static final String NAME = "arrays";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    if (options.device().kind() == Device.Kind.GPU) {
      throw new BackendException(
          "backend 'arrays' was asked for device "
              + options.device()
              + ", but computes on the CPU only: choose cpu or auto");
    }
    if (options.precision() == Precision.BF16) {
      throw new UnsupportedCapabilityException(NAME, Capability.BFLOAT16);
    }
    return new ArraysBackend();
  }
}
