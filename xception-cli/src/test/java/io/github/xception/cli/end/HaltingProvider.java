package io.github.xception.cli.end;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.plugin.SpiVersion;

/** An engine that ends its process, as one does whose native library crashes. */
@SpiVersion(SpiVersion.CURRENT)
public final class HaltingProvider implements BackendProvider {
  /** Is made by the service loader. */
  public HaltingProvider() {}

  @Override
  public String name() {
    return "halting";
  }

  @Override
  public Backend open(BackendOptions options) {
    System.err.println("this engine is broken");
    Runtime.getRuntime().halt(77);
    throw new AssertionError();
  }
}
