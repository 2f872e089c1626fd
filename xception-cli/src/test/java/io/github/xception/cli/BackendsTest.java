package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.environment.Fact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendsTest {

  /** Is found, and cannot start. */
  private record Found(String name) implements BackendProvider {
    @Override
    public Backend open(BackendOptions options) {
      throw new BackendException(name + " was opened");
    }
  }

  private final Backends backends =
      new Backends(Map.of("pytorch", new Found("pytorch"), "acme", new Found("acme")));

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

    assertThat(new Backends(Map.of("broken", broken)).environment("broken"))
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
    assertThatThrownBy(() -> new Backends(Map.of()).require("pytorch"))
        .hasMessageContainingAll(
            "There is no backend on the class path.", "io.github.xception:xception-djl");
  }

  @Test
  void aNameLikeNoOtherListsTheArtifacts() {
    assertThatThrownBy(() -> backends.require("zzz"))
        .hasMessageContainingAll("xception-djl", "xception-tfjava", "xception-reference");
  }
}
