package io.github.xception.bench.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.contender.EngineInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may be timed, and who may not. */
class GateTest {
  private static Rehearsal logits(float... values) {
    return new Rehearsal(
        new EngineInfo("Engine", "1", "cpu"),
        Optional.of(Tensor.of(Shape.of(1, values.length), values)),
        List.of(),
        Duration.ZERO);
  }

  private static Rehearsal losses(double... values) {
    return new Rehearsal(
        new EngineInfo("Engine", "1", "cpu"),
        Optional.empty(),
        Arrays.stream(values).boxed().toList(),
        Duration.ZERO);
  }

  @Test
  void logitsMayBeOffByRounding() {
    Gate gate = new Gate(logits(10, -4), Optional.empty());
    assertThat(gate.judge(logits(10, -4), Precision.FP32).passed()).isTrue();
    assertThat(gate.judge(logits(10.0005f, -4), Precision.FP32).passed()).isTrue();
    assertThat(gate.judge(logits(10.002f, -4), Precision.FP32).passed()).isFalse();
  }

  @Test
  void wrongLogitsAreRefusedInWords() {
    Gate gate = new Gate(logits(10, -4), Optional.empty());
    Gate.Verdict wrong = gate.judge(logits(-4, 10), Precision.FP32);
    assertThat(wrong.passed()).isFalse();
    assertThat(wrong.describe()).isEqualTo("logits: off by 1.4e+00, where 1.0e-04 is allowed");
    assertThat(gate.judge(logits(Float.NaN, -4), Precision.FP32).passed()).isFalse();
    assertThat(gate.judge(logits(10), Precision.FP32).passed()).isFalse();
    assertThat(gate.judge(losses(10), Precision.FP32).passed()).isFalse();
  }

  @Test
  void bf16HasWiderBounds() {
    Gate gate = new Gate(logits(10, -4), Optional.empty());
    assertThat(gate.judge(logits(10.2f, -4), Precision.BF16).passed()).isTrue();
    assertThat(gate.judge(logits(10.5f, -4), Precision.BF16).passed()).isFalse();
  }

  @Test
  void theWorstStepCounts() {
    Gate gate = new Gate(losses(2, 1), Optional.of(losses(2, 1)));
    assertThat(gate.judge(losses(2.001, 1), Precision.FP32).passed()).isTrue();
    Gate.Verdict late = gate.judge(losses(2, 1.01), Precision.FP32);
    assertThat(late.passed()).isFalse();
    assertThat(late.describe()).startsWith("loss of step 2: off by 1.0e-02");
    assertThat(gate.judge(losses(2.01, 1), Precision.FP32).passed()).isFalse();
    assertThat(gate.judge(losses(2), Precision.FP32).passed()).isFalse();
    assertThat(gate.judge(losses(2, Double.NaN), Precision.FP32).passed()).isFalse();
  }

  @Test
  void whatARoundingMakesOfTheLossIsAllowedTenTimesOver() {
    // The second step is off by 2e-3 for a rounding alone, so 2e-2 is allowed from there on.
    Gate gate = new Gate(losses(2, 1, 1), Optional.of(losses(2, 1.002, 1)));
    assertThat(gate.judge(losses(2, 1.019, 1.019), Precision.FP32).passed()).isTrue();
    assertThat(gate.judge(losses(2, 1.021, 1), Precision.FP32).passed()).isFalse();
    assertThat(gate.judge(losses(2.01, 1, 1), Precision.FP32).passed()).isFalse();
  }
}
