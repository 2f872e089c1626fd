package io.github.xception.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.bench.report.Comparison.Change;
import io.github.xception.bench.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  private static ObjectNode answer(double low, double speed, double high) {
    ObjectNode answer = BenchJson.of(Results.report());
    ObjectNode first = (ObjectNode) answer.at("/results/0");
    first.put("imagesPerSecond", speed);
    first.putObject("interval").put("low", low).put("high", high);
    return answer;
  }

  private static Change first(ObjectNode before, ObjectNode after) {
    List<Change> changes = Comparison.between(before, after);
    assertThat(changes).hasSize(3);
    return changes.get(0);
  }

  @Test
  void intervalsThatOverlapAreNoise() {
    Change change = first(answer(90, 100, 110), answer(105, 112, 120));
    assertThat(change.beyondNoise()).isFalse();
    assertThat(change.ratio()).isEqualTo(1.12);
    assertThat(change.what()).startsWith("quick xception-mini inference 1 fp32");
  }

  @Test
  void intervalsApartAreAChange() {
    Change faster = first(answer(90, 100, 110), answer(111, 120, 130));
    Change slower = first(answer(90, 100, 110), answer(70, 80, 89));
    assertThat(Comparison.table(List.of(faster, slower)).rows())
        .extracting(row -> row.get(row.size() - 1))
        .containsExactly("faster", "slower");
  }

  @Test
  void whatOnlyOneHasIsNotCompared() {
    ObjectNode before = answer(90, 100, 110);
    ((ObjectNode) before.at("/results/0")).put("threads", 3);
    assertThat(Comparison.between(before, answer(1, 2, 3))).hasSize(2);
  }

  @Test
  void theMachinesAreHeldAgainstEachOther() {
    ObjectNode before = answer(90, 100, 110);
    assertThat(Comparison.machines(before, before)).isEmpty();
    ObjectNode after = answer(90, 100, 110);
    ((ObjectNode) after.get("machine")).put("processor", "Another");
    assertThat(Comparison.machines(before, after))
        .containsExactly("processor was A | <fast> processor and is Another");
  }

  @Test
  void aFileThatIsNoAnswerIsRefused() throws Exception {
    Path file = folder.resolve("old.json");
    Files.writeString(file, "{\"results\": 3}");
    assertThatThrownBy(() -> Comparison.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no 'results'");
    Files.writeString(file, "not JSON");
    assertThatThrownBy(() -> Comparison.read(file)).hasMessageContaining("is not JSON");
    Files.writeString(file, BenchJson.of(Results.report()).toString());
    assertThat(Comparison.between(Comparison.read(file), answer(1, 2, 3))).hasSize(3);
  }
}
