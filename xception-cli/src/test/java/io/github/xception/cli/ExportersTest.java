package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import io.github.xception.api.plugin.InstalledPlugin;
import io.github.xception.api.plugin.InstalledPlugins;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportersTest {
  private static final Console CONSOLE =
      new Console(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(OutputStream.nullOutputStream()),
          false,
          "xception");

  /** Is found, and never used. */
  private record Found(String format) implements ModelExporter {
    @Override
    public ModelSignature write(ExportedModel model, Path place) {
      throw new AssertionError("not asked for");
    }
  }

  private static Exporters exporters(Found... found) {
    return new Exporters(
        CONSOLE,
        new InstalledPlugins<>(
            Stream.of(found)
                .map(each -> new InstalledPlugin<ModelExporter>(each.format(), "acme.jar", each))
                .toList(),
            List.of()));
  }

  @Test
  void findsTheOneOfThatFormat() {
    Found acme = new Found("acme");
    assertThat(exporters(acme).get("acme")).isSameAs(acme);
  }

  @Test
  void aMistypedFormatListsWhatThereIsAndTheNearest() {
    assertThatThrownBy(() -> exporters(new Found("acme")).get("acmee"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(
            "unknown export format 'acmee'", "On the class path: acme.", "Did you mean 'acme'?");
  }

  @Test
  void aFormatWhoseArtifactIsMissingNamesIt() {
    assertThatThrownBy(() -> exporters().get("saved_model"))
        .hasMessageContainingAll(
            "There is no export format on the class path.",
            "Did you mean 'saved-model'?",
            "add the artifact io.github.xception:xception-tfjava");
    assertThatThrownBy(() -> exporters().get("zzz"))
        .hasMessageContaining(
            "Each comes with an artifact on the class path:"
                + " onnx with io.github.xception:xception-onnxruntime,"
                + " saved-model with io.github.xception:xception-tfjava.");
  }
}
