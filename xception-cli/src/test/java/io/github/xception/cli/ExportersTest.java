package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.export.ModelSignature;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportersTest {

  /** Is found, and never used. */
  private record Found(String format) implements ModelExporter {
    @Override
    public ModelSignature write(ExportedModel model, Path place) {
      throw new AssertionError("not asked for");
    }
  }

  @Test
  void findsTheOneOfThatFormat() {
    Found acme = new Found("acme");
    assertThat(new Exporters(Map.of("acme", acme)).get("acme")).isSameAs(acme);
  }

  @Test
  void aMistypedFormatListsWhatThereIsAndTheNearest() {
    assertThatThrownBy(() -> new Exporters(Map.of("acme", new Found("acme"))).get("acmee"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(
            "unknown export format 'acmee'", "On the class path: acme.", "Did you mean 'acme'?");
  }

  @Test
  void aFormatWhoseArtifactIsMissingNamesIt() {
    assertThatThrownBy(() -> new Exporters(Map.of()).get("saved_model"))
        .hasMessageContainingAll(
            "There is no export format on the class path.",
            "Did you mean 'saved-model'?",
            "add the artifact io.github.xception:xception-tfjava");
    assertThatThrownBy(() -> new Exporters(Map.of()).get("zzz"))
        .hasMessageContaining(
            "Each comes with an artifact on the class path:"
                + " saved-model with io.github.xception:xception-tfjava.");
  }
}
