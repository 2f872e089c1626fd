package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.BrokenPlugin;
import io.github.xception.api.plugin.InstalledPlugin;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackendsTest {

  /** Is found, and cannot start. */
  private record Found(String name) implements BackendProvider {
    @Override
    public Backend open(BackendOptions options) {
      throw new BackendException(name + " was opened");
    }
  }

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Backends backends = backends(new Found("pytorch"), new Found("acme"));

  private Backends backends(BackendProvider... found) {
    return new Backends(
        new Console(
            new PrintStream(said, true, UTF_8),
            new PrintStream(said, true, UTF_8),
            false,
            "xception"),
        new InstalledPlugins<>(
            Stream.of(found)
                .map(each -> new InstalledPlugin<>(each.name(), "plugins/them.jar", each))
                .toList(),
            List.of(
                new BrokenPlugin("plugins/bad.jar", Optional.of("com.acme.Bad"), "it is bad"))));
  }

  @Test
  void whatIsBrokenIsSaidOnceBeforeABackendIsUsed() {
    backends.names();
    assertThat(said.toString(UTF_8)).isEmpty();

    backends.require("acme");
    assertThatThrownBy(() -> backends.open(new BackendSpec("acme", "cpu", 0, Precision.FP32)))
        .hasMessage("acme was opened");

    assertThat(said.toString(UTF_8))
        .isEqualToIgnoringNewLines(
            "warning: this backend is left out: com.acme.Bad of plugins/bad.jar: it is bad");
  }

  @Test
  void opensTheOneOfThatName() {
    assertThatThrownBy(() -> backends.open("acme", BackendOptions.DEFAULT))
        .isInstanceOf(BackendException.class)
        .hasMessage("acme was opened");
  }

  @Test
  void anEnvironmentThatCannotBeToldIsNoReasonToFail() {
    BackendProvider broken =
        new BackendProvider() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Backend open(BackendOptions options) {
            throw new BackendException("not opened");
          }

          @Override
          public List<Fact> environment() {
            throw new NoClassDefFoundError("com/example/Native");
          }
        };

    assertThat(backends(broken).environment("broken"))
        .containsExactly(
            new Fact(
                "environment",
                "cannot be told: java.lang.NoClassDefFoundError: com/example/Native"));
    assertThat(backends.environment("acme")).isEmpty();
  }

  @Test
  void aMistypedNameListsWhatThereIsAndTheNearest() {
    assertThatThrownBy(() -> backends.require("pytroch"))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(
            "unknown backend 'pytroch'",
            "On the class path: acme, pytorch.",
            "Did you mean 'pytorch'?");
  }

  @Test
  void aKnownBackendThatIsMissingNamesItsArtifact() {
    assertThatThrownBy(() -> backends.require("tensorflow"))
        .hasMessageContaining("io.github.xception:xception-tfjava")
        .hasMessageNotContaining("Did you mean");
    assertThatThrownBy(() -> backends.require("TensorFlow"))
        .hasMessageContainingAll(
            "Did you mean 'tensorflow'?", "io.github.xception:xception-tfjava");
    assertThatThrownBy(() -> backends().require("pytorch"))
        .hasMessageContainingAll(
            "There is no backend on the class path.", "io.github.xception:xception-djl");
  }

  @Test
  void aNameLikeNoOtherListsTheArtifacts() {
    assertThatThrownBy(() -> backends.require("zzz"))
        .hasMessageContainingAll(
            "xception-djl", "xception-onnxruntime", "xception-tfjava", "xception-reference");
  }
}
