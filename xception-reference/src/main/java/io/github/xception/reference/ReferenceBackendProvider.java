package io.github.xception.reference;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.plugin.SpiVersion;
import io.github.xception.api.spec.Precision;

/**
 * The backend {@code reference}: pure Java in double precision, slow, written to be read. It
 * defines what every operation means. Its results are the same bits on every machine and JDK,
 * whatever the number of threads.
 */
@SpiVersion(SpiVersion.CURRENT)
public final class ReferenceBackendProvider implements BackendProvider {
  static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend open(BackendOptions options) {
    if (options.device().kind() == Device.Kind.GPU) {
      throw new BackendException(
          "backend 'reference' was asked for device "
              + options.device()
              + ", but it is plain Java and computes on the CPU only; ask for auto or cpu, or take"
              + " another backend");
    }
    if (options.precision() == Precision.BF16) {
      throw new UnsupportedCapabilityException(
          NAME,
          Capability.BFLOAT16,
          "it computes in double precision, whatever is asked for, and is no faster in less. Set"
              + " backend.precision to fp32; `xception backends` lists which one has it");
    }
    return new ReferenceBackend(new Workers(options.threads()));
  }
}
