package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  @Test
  void isTheSoftmaxInDescendingOrder() {
    List<Ranking.Entry> ranking =
        Ranking.of(new float[] {0, (float) Math.log(6), 0}, List.of("a", "b", "c"), 2);

    assertThat(ranking).extracting(Ranking.Entry::label).containsExactly("b", "a");
    assertThat(ranking.get(0).probability()).isCloseTo(0.75, within(1e-6));
    assertThat(ranking.get(1).probability()).isCloseTo(0.125, within(1e-6));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(Ranking.of(new float[] {1e30f, -1e30f}, List.of("a", "b"), 9))
        .containsExactly(new Ranking.Entry("a", 1), new Ranking.Entry("b", 0));
  }
}
