package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said in words. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class ErrorsIT {
  @TempDir private Path folder;

  @Test
  void aWrongConfigEndsWithStatus2AndAllItsProblems() throws Exception {
    Files.writeString(
        folder.resolve("wrong.json"),
        """
        {
          "model": {
            "name": "wrong",
            "input": {"height": 8, "width": 8, "channels": 3, "scaling": "none"},
            "layers": [
              {"conv2d": {"filtres": 4, "kernel": 3}},
              {"maxPool2d": {"size": 99, "stride": 2, "padding": "valid"}},
              {"dense": {"units": "many"}}
            ]
          },
          "training": {"steps": -1},
          "bakcend": "pytorch"
        }
        """);

    try (Launched launched = Launched.in(folder, "train", "--config", "wrong.json")) {
      assertThat(launched.await()).isEqualTo(2);
      assertThat(launched.out()).isEmpty();
      assertThat(launched.err())
          .contains(
              "wrong.json: ",
              "/model/layers/0/conv2d",
              "'filters'",
              "/model/layers/2/dense/units",
              "/training/steps",
              "'backend'")
          .doesNotContain("\tat ", "Exception");
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void anUnknownBackendEndsWithStatus2AndWhatThereIs() throws Exception {
    try (Launched launched = Launched.in(folder, "train", "--backend", "tensrflow", "--json")) {
      assertThat(launched.await()).isEqualTo(2);
      JsonNode answer = new ObjectMapper().readTree(launched.out());
      assertThat(answer.at("/error/status").intValue()).isEqualTo(2);
      assertThat(answer.at("/error/message").textValue())
          .contains("unknown backend 'tensrflow'", "Did you mean 'tensorflow'?");
      assertThat(launched.err()).contains("pytorch, reference").doesNotContain("\tat ");
    }
  }

  @Test
  void aBackendThatEndsItsProcessIsListedWithTheReason() throws Exception {
    Map<String, String> environment =
        MoreBackends.of(
            folder,
            HaltingProvider.class.getName(),
            RefusingProvider.class.getName(),
            "no.such.Class");

    try (Launched launched = Launched.in(folder, environment, "backends", "--json")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = new ObjectMapper().readTree(launched.out());
      assertThat(answer.findValuesAsText("name"))
          .contains("halting", "pytorch", "reference", "refusing");
      assertThat(entry(answer, "halting").get("available").booleanValue()).isFalse();
      assertThat(entry(answer, "halting").get("reason").textValue())
          .isEqualTo("its process ended with status 77: this engine is broken");
      assertThat(entry(answer, "pytorch").get("available").booleanValue()).isTrue();
      assertThat(entry(answer, "refusing").get("reason").textValue())
          .isEqualTo("there is no such library");
      assertThat(entry(answer, "no.such.Class").get("available").booleanValue()).isFalse();
      assertThat(entry(answer, "no.such.Class").get("reason").textValue())
          .startsWith("there is no such class");
    }
  }

  private static JsonNode entry(JsonNode answer, String name) {
    return answer
        .valueStream()
        .filter(entry -> entry.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
