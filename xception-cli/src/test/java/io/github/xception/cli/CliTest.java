package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  @Test
  void helpListsEveryCommandOnStandardOutput() {
    CliRun run = CliRun.of("--help");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: xception", "train", "evaluate", "predict", "summary", "backends", "data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "predict",
        "summary",
        "backends",
        "parity",
        "data check",
        "data split",
        "data sample",
        "data fetch"
      })
  void everyCommandHasHelp(String command) {
    CliRun run = CliRun.of((command + " --help").split(" "));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: xception " + command, "--json", "--verbose");
  }

  @Test
  void noCommandIsBadUsage() {
    CliRun.of().refused("Missing required subcommand", "'xception --help' explains the usage");
  }

  @Test
  void aMistypedCommandGetsASuggestion() {
    CliRun.of("backend").refused("'backend'", "xception backends");
  }

  @Test
  void aMistypedOptionGetsASuggestion() {
    CliRun.of("backends", "--jsno")
        .refused("Unknown option: '--jsno'", "--json", "'xception backends --help'");
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(CliRun.of("--version").out()).matches("xception \\d+\\.\\d+\\S*\\R");
  }

  @Test
  void withJsonAnErrorIsADocumentToo() throws Exception {
    CliRun run = CliRun.of("backends", "--json", "--timeout", "soon");

    JsonNode error = run.refused("--timeout", "soon").json().get("error");
    assertThat(error.get("status").intValue()).isEqualTo(2);
    assertThat(error.get("message").textValue()).contains("--timeout", "soon");
  }

  @Test
  void traceOnRequestOnly() {
    assertThat(CliRun.of("backends", "--timeout", "0", "--verbose").err())
        .contains("UsageException", "\tat ");
    assertThat(CliRun.of("backends", "--timeout", "0").err()).doesNotContain("\tat ");
  }
}
