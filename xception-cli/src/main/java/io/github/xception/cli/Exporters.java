package io.github.xception.cli;

import io.github.xception.api.export.ModelExporter;
import jakarta.inject.Inject;
import java.util.Map;

/** The formats that networks can be exported in, by name. */
final class Exporters {
  private static final Map<String, String> ARTIFACTS =
      Map.of("saved-model", "io.github.xception:xception-tfjava");

  private final Plugins<ModelExporter> exporters;

  @Inject
  Exporters(Map<String, ModelExporter> exporters) {
    this.exporters = new Plugins<>("export format", exporters, ARTIFACTS);
  }

  /**
   * Returns what writes a format.
   *
   * @throws UsageException if there is none; it lists those there are, the nearest name and the
   *     artifact to add
   */
  ModelExporter get(String format) {
    return exporters.get(format);
  }
}
