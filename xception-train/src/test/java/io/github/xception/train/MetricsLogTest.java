package io.github.xception.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  private static final StepTiming TIMING = new StepTiming(10, 1_500_000_000, 500_000_000);

  @TempDir private Path folder;

  @Test
  void writesReportsAndEvaluations() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(new TrainingMetrics(4, 0.5, 1.25, 1, 0.75, 1e-3, OptionalDouble.of(2.5), TIMING));
      log.append(4, 0.5, "test", new Evaluation(0.25, 4, 3, List.of(), List.of()));
    }
    assertThat(file)
        .hasContent(
            """
            {"step":4,"epoch":0.5,"loss":1.25,"crossEntropy":1.0,"accuracy":0.75,\
            "learningRate":0.001,"gradientNorm":2.5,"imagesPerSecond":5.0,"feedShare":0.25}
            {"step":4,"epoch":0.5,"testLoss":0.25,"testAccuracy":0.75}
            """);
  }

  @Test
  void goesOnAfterAStep() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(
        file,
        """
        {"step":4,"loss":1}
        {"step":8,"loss":1}
        {"step":8,"testLoss":1}
        {"step":9,"loss":1}
        """);
    MetricsLog.open(file, 8).close();
    assertThat(file)
        .hasContent(
            "{\"step\":4,\"loss\":1}\n{\"step\":8,\"loss\":1}\n{\"step\":8,\"testLoss\":1}\n");
  }

  @Test
  void takesOutWhatIsNotALine() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(
        file, "{\"step\":1}\n{\"step\":2\n\n[]\n{\"step\":\"2\"}\n{\"step\":3}\n{\"step\":3}");
    MetricsLog.open(file, 8).close();
    assertThat(file).hasContent("{\"step\":1}\n{\"step\":3}\n");
  }

  @Test
  void leavesAGoodFileAlone() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\":1}\n");
    Object before = Files.readAttributes(file, "*").get("fileKey");
    MetricsLog.open(file, 8).close();
    assertThat(Files.readAttributes(file, "*").get("fileKey")).isEqualTo(before);
  }

  @Property(tries = 300)
  void anyBytesAreCutBackToLines(@ForAll byte[] bytes) throws IOException {
    Path file = Files.createTempFile("metrics", ".jsonl");
    try {
      Files.write(file, bytes);
      MetricsLog.open(file, 8).close();
      for (String line : Files.readAllLines(file)) {
        assertThat(Json.parse(line.getBytes(UTF_8)).path("step").isIntegralNumber()).isTrue();
      }
    } finally {
      Files.delete(file);
    }
  }
}
