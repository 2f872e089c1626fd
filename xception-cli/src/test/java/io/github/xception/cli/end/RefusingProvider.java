package io.github.xception.cli.end;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.plugin.SpiVersion;

/** An engine whose library is not there. */
@SpiVersion(SpiVersion.CURRENT)
public final class RefusingProvider implements BackendProvider {
  /** Is made by the service loader. */
  public RefusingProvider() {}

  @Override
  public String name() {
    return "refusing";
  }

  @Override
  public Backend open(BackendOptions options) {
    throw new BackendException("there is no such library");
  }
}
