package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run in bf16, where an engine has it, and what other engines make of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class LowPrecisionIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BF16 = "backend.precision=bf16";

  @TempDir private Path folder;

  @Test
  void whatWasTrainedInBf16IsEvaluatedOnAnyEngine() throws Exception {
    try (Launched trained = train("tensorflow", "--out", "run")) {
      int status = trained.await();
      assumeTrue(
          !trained.err().contains("does not support BFLOAT16"),
          () -> "this machine lacks bf16: " + trained.err());
      assertThat(status).as(trained.err()).isZero();
    }
    JsonNode record = MAPPER.readTree(Files.readString(folder.resolve("run/run.json")));
    assertThat(record.at("/config/backend/precision").textValue()).isEqualTo("bf16");

    double loss = record.at("/final/testLoss").doubleValue();
    assertThat(evaluated("--backend", "tensorflow")).isCloseTo(loss, within(0.05 * loss));
    assertThat(evaluated("--backend", "pytorch"))
        .isCloseTo(evaluated("--backend", "tensorflow"), within(1e-4));
  }

  @Test
  void anEngineWithoutItSaysSo() throws Exception {
    try (Launched refused = train("reference", "--out", "refused")) {
      assertThat(refused.await()).isEqualTo(1);
      assertThat(refused.err())
          .contains("'reference' does not support BFLOAT16", "backend.precision to fp32");
    }
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private Launched train(String backend, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--backend", backend));
    for (String setting :
        List.of("training.steps=4", "training.batch=16", "data.source.sample.perClass=16", BF16)) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of(more));
    return Launched.in(folder, arguments.toArray(String[]::new));
  }

  /** Returns the loss on the images held out. */
  private double evaluated(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", "run", "--json"));
    arguments.addAll(List.of(options));
    try (Launched evaluated = Launched.in(folder, arguments.toArray(String[]::new))) {
      assertThat(evaluated.await()).as(evaluated.err()).isZero();
      return MAPPER.readTree(evaluated.out()).get("loss").doubleValue();
    }
  }
}
