package io.github.xception.bench.result;

import static io.github.xception.bench.result.Results.FOUR;
import static io.github.xception.bench.result.Results.ONE;
import static io.github.xception.bench.result.Results.fork;
import static io.github.xception.bench.result.Results.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.spec.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
  @Test
  void ratesAreOfImages() {
    Result result = result("a", FOUR, fork(2, 0.5, 0.25), fork(2, 1));
    assertThat(result.imagesPerSecond()).isCloseTo((8 + 16 + 4) / 3.0, within(1e-9));
    assertThat(result.interval()).isEqualTo(Interval.of(List.of(8.0, 16.0, 4.0)));
  }

  @Test
  void latencyIsThatOfTheSlowestOfAShare() {
    Result result = result("a", ONE, fork(2, 0.01), fork(2, 0.01));
    assertThat(result.latencyMillis(50)).isCloseTo(10, within(0.1));
    assertThat(result.latencyMillis(99)).isCloseTo(20, within(0.1));
  }

  @Test
  void whoUsesFewerCoresThanItWasGivenIsIdle() {
    assertThat(result("a", ONE, fork(1.0, 1)).idle()).isTrue();
    assertThat(result("a", ONE, fork(1.8, 1)).idle()).isFalse();
    // Unknown.
    assertThat(result("a", ONE, fork(0, 1)).idle()).isFalse();
  }

  @Test
  void aStepIsThreeForwardPasses() {
    // 1 image a second, 10 multiply-accumulates forward.
    assertThat(result("a", ONE, fork(2, 1)).operationsPerSecond(10)).isEqualTo(20);
    assertThat(result("a", FOUR, fork(2, 4)).operationsPerSecond(10)).isEqualTo(60);
  }

  @Test
  void theReportHoldsAgainstTheLimitAndTheFeed() {
    BenchReport report = Results.report();
    Result training = report.results().get(2);
    // 40 images/s x 60 million operations over 2 GFLOP/s; a batch is fed in 10 ms, a step takes
    // 100.
    assertThat(report.shareOfLimit(training).orElseThrow()).isCloseTo(1.2, within(1e-9));
    assertThat(report.feedShare(training).orElseThrow()).isCloseTo(0.1, within(1e-9));
    assertThat(report.feedShare(report.results().get(0))).isEmpty();
  }

  @Test
  void aResultTakesAProcess() {
    assertThatThrownBy(() -> result("a", ONE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    Result ours = result("a", ONE, fork(2, 0.02), fork(2, 0.2), fork(2, 0.01));
    Result direct = result("direct-a", ONE, fork(2, 0.01), fork(2, 0.1));
    assertThat(Ratios.of(List.of(ours, direct)))
        .singleElement()
        .satisfies(
            ratio -> {
              assertThat(ratio.contender()).isEqualTo("a");
              assertThat(ratio.to()).isEqualTo("direct-a");
              assertThat(ratio.rounds()).containsExactly(0.5, 0.5);
              assertThat(ratio.median()).isEqualTo(0.5);
            });
  }

  @Test
  void onlyWhatIsAskedIsCompared() {
    Result ours = result("a", ONE, fork(2, 0.01));
    Result other = result("b", ONE, fork(2, 0.01));
    Result directOfOther = result("direct-b", ONE, fork(2, 0.01));
    Result peer = result("peer-x", ONE, fork(2, 0.02));
    Result training = result("peer-x", FOUR, fork(2, 0.02));
    Result low = result("a", ONE.withPrecision(Precision.BF16), fork(2, 0.005));
    assertThat(Ratios.of(List.of(ours, other, directOfOther, peer, training, low)))
        .extracting(ratio -> ratio.contender() + " " + ratio.to() + " " + ratio.median())
        .containsExactly("a peer-x 2.0", "b direct-b 1.0", "b peer-x 2.0", "a a 2.0");
  }
}
