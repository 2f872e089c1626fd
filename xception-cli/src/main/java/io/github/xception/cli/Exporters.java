package io.github.xception.cli;

import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.plugin.InstalledPlugins;
import jakarta.inject.Inject;
import java.util.Map;

/** The formats that networks can be exported in, by name. */
final class Exporters {
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "onnx", "io.github.xception:xception-onnxruntime",
          "saved-model", "io.github.xception:xception-tfjava");

  private final Plugins<ModelExporter> exporters;

  @Inject
  Exporters(Console console, InstalledPlugins<ModelExporter> exporters) {
    this.exporters = new Plugins<>(console, "export format", exporters, ARTIFACTS);
  }

  /**
   * Returns what writes a format. What is broken on the class path is said before.
   *
   * @throws UsageException if there is none; it lists those there are, the nearest name and the
   *     artifact to add
   */
  ModelExporter get(String format) {
    exporters.warn();
    return exporters.get(format);
  }
}
