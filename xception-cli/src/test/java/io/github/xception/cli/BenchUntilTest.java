package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.bench.accuracy.AccuracyRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchUntilTest {
  private static final AccuracyRun REACHED =
      new AccuracyRun("quick", "", false, true, 0.7, 10, 100, 2);
  private static final AccuracyRun MISSED =
      new AccuracyRun("slow", "", false, false, 0.1, 10, 100, 2);
  private static final AccuracyRun LACKING =
      new AccuracyRun("forward", "does not support TRAINING", true, false, 0, 0, 0, 0);

  private static int status(List<AccuracyRun> runs, String... named) {
    return BenchUntil.exitStatus(runs, List.of(named)::contains);
  }

  @Test
  void whoCannotTrainIsNoFailureUnlessItWasAskedFor() {
    assertThat(status(List.of(REACHED, LACKING))).isZero();
    assertThat(status(List.of(REACHED, LACKING), "quick", "forward")).isEqualTo(1);
    assertThat(status(List.of(REACHED, MISSED))).isEqualTo(1);
    assertThat(status(List.of(LACKING))).isEqualTo(1);
  }

  @Test
  void theTableTellsWhoCannotTrain() {
    assertThat(BenchUntil.text(List.of(REACHED, LACKING)))
        .containsPattern("quick +yes")
        .containsPattern("forward +cannot train");
  }
}
