package io.github.xception.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares what two runs have left. */
final class RunFiles {
  private RunFiles() {}

  /** Asserts that metrics, final numbers and newest checkpoint are the same, bit for bit. */
  static void assertSame(Path expected, Path actual) throws IOException {
    assertThat(metrics(actual)).isEqualTo(metrics(expected));
    JsonNode record = Json.read(actual.resolve("run.json"));
    assertThat(record.path("status").asText()).isEqualTo("done");
    assertThat(record.path("final"))
        .isEqualTo(Json.read(expected.resolve("run.json")).path("final"));
    Path checkpoint =
        expected.relativize(
            RunDirectory.open(expected).newestCheckpoint().orElseThrow().directory());
    for (String name : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertThat(actual.resolve(checkpoint).resolve(name))
          .hasSameBinaryContentAs(expected.resolve(checkpoint).resolve(name));
    }
    Path average = checkpoint.resolve("average.safetensors");
    if (Files.exists(expected.resolve(average))) {
      assertThat(actual.resolve(average)).hasSameBinaryContentAs(expected.resolve(average));
    }
  }

  /** Returns the lines without what tells how long something took. */
  private static List<JsonNode> metrics(Path run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String text : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      ObjectNode line = (ObjectNode) Json.parse(text.getBytes(UTF_8));
      lines.add(line.without(List.of("imagesPerSecond", "feedShare")));
    }
    return lines;
  }
}
