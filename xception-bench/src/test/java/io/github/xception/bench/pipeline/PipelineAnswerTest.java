package io.github.xception.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.bench.report.ReportTable;
import io.github.xception.bench.result.Machine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineAnswerTest {
  private static final Machine MACHINE = new Machine("p", 2, 1 << 20, "o", "j", "x", 0.5);

  private static PipelineReport report(Optional<PipelineReport.Training> training) {
    return new PipelineReport(
        Instant.EPOCH,
        MACHINE,
        new PipelineReport.Images("drawn", 48, 40_000, 350_000),
        Arrays.stream(PipelinePart.values()).map(PipelineAnswerTest::result).toList(),
        List.of(new Fidelity(Resize.AREA, 58.9)),
        training);
  }

  private static PipelineResult result(PipelinePart part) {
    double speed =
        switch (part) {
          case BATCH -> 3000;
          case FROM_MEMORY -> 1000;
          default -> 400;
        };
    return new PipelineResult(part, List.of(List.of(speed - 10, speed + 10), List.of(speed)));
  }

  @Test
  void augmentationIsTheDifference() {
    // A thousandth of a second less a third of that.
    assertThat(report(Optional.empty()).augmented().orElseThrow()).isCloseTo(1500, within(1e-6));
  }

  @Test
  void theFastestTrainingOfTheNetworkIsFound() throws Exception {
    JsonNode bench =
        new ObjectMapper()
            .readTree(
                """
                {"results": [
                  {"backend": "a", "network": "xception-flowers17", "mode": "training", "batch": 16, "imagesPerSecond": 8},
                  {"backend": "b", "network": "xception-flowers17", "mode": "training", "batch": 16, "imagesPerSecond": 10},
                  {"backend": "c", "network": "xception-flowers17", "mode": "training", "batch": 32, "imagesPerSecond": 11},
                  {"backend": "d", "network": "xception-flowers17", "mode": "inference", "batch": 16, "imagesPerSecond": 30},
                  {"backend": "e", "network": "xception-mini", "mode": "training", "batch": 16, "imagesPerSecond": 400}
                ]}
                """);
    PipelineReport report = report(PipelineAnswer.fastestTraining(bench));
    JsonNode training = PipelineAnswer.json(report).path("training");
    assertThat(training.path("backend").textValue()).isEqualTo("b");
    assertThat(training.path("ratio").doubleValue()).isCloseTo(100, within(1e-9));
    assertThat(PipelineAnswer.tables(report).get(2).rows())
        .containsExactly(List.of("b", "10.0", "100.0"));
    assertThat(PipelineAnswer.json(report(Optional.empty())).path("training").isNull()).isTrue();
  }

  @Test
  void everyPartIsTold() {
    JsonNode answer = PipelineAnswer.json(report(Optional.empty()));
    assertThat(answer.path("results")).hasSize(PipelinePart.values().length);
    assertThat(answer.at("/results/0/part").textValue()).isEqualTo("decode");
    assertThat(answer.at("/results/0/imagesPerSecond").doubleValue()).isEqualTo(400);
    assertThat(answer.at("/results/0/rounds/0")).hasSize(2);
    assertThat(answer.at("/resize/0/mode").textValue()).isEqualTo("area");
    ReportTable speeds = PipelineAnswer.tables(report(Optional.empty())).get(0);
    assertThat(speeds.rows()).hasSize(PipelinePart.values().length + 1);
    assertThat(speeds.rows()).contains(List.of("augment (difference)", "1,500", "-"));
  }
}
