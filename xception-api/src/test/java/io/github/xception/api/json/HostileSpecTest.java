package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs that would hang, or take all memory or the stack, if they were believed. */
@Timeout(30)
class HostileSpecTest {
  private static Problem only(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static String repeat(String times, String layers) {
    return "[{\"repeat\": {\"times\": " + times + ", \"layers\": " + layers + "}}]";
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "99999999999999999999999", "-1", "0", "10001"})
  void repeatsBeyondReason(String times) {
    Problem problem = only(Problematic.layers(repeat(times, "[\"relu\"]")));
    assertThat(problem.pointer()).isEqualTo("/layers/0/repeat/times");
    assertThat(problem.expected()).isEqualTo("a whole number from 1 to 10000");
  }

  @Test
  void repeatsWithinRepeats() {
    String layers = "[\"relu\"]";
    for (int i = 0; i < 20; i++) {
      layers = repeat("10000", layers);
    }
    assertThat(only(Problematic.layers(layers)))
        .isEqualTo(
            new Problem("/layers", "more layers, blocks and repeats expanded", "10000 at most"));
  }

  @Test
  void blocksThatDoubleEachOther() {
    String blocks =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "\"b"
                        + i
                        + "\": {\"layers\": [{\"use\": \"b"
                        + (i + 1)
                        + "\"},"
                        + "{\"use\": \"b"
                        + (i + 1)
                        + "\"}]}")
            .collect(Collectors.joining(",", "{", ", \"b60\": {\"layers\": [\"relu\"]}}"));
    assertThat(only(Problematic.blocks(blocks, "[{\"use\": \"b0\"}]")).received())
        .isEqualTo("more layers, blocks and repeats expanded");
  }

  @Test
  void aLongChainOfBlocks() {
    String blocks =
        IntStream.range(0, 900)
            .mapToObj(i -> "\"b" + i + "\": {\"layers\": [{\"use\": \"b" + (i + 1) + "\"}]}")
            .collect(Collectors.joining(",", "{", ", \"b900\": {\"layers\": [\"relu\"]}}"));
    assertThat(only(Problematic.blocks(blocks, "[{\"use\": \"b0\"}]")).expected())
        .isEqualTo("64 levels at most");
  }

  @Test
  void aLongCircleOfBlocks() {
    String blocks =
        IntStream.range(0, 900)
            .mapToObj(
                i -> "\"b" + i + "\": {\"layers\": [{\"use\": \"b" + ((i + 1) % 900) + "\"}]}")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(Problematic.blocks(blocks, "[{\"use\": \"b0\"}]"))
        .anySatisfy(
            problem ->
                assertThat(problem.received()).startsWith("a circle of blocks: b0 -> b1 -> b2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 100_000})
  void deepNesting(int depth) {
    assertThat(only(Problematic.model("[".repeat(depth))).expected()).contains("250 levels");
    String residuals = "{\"residual\": {\"main\": [".repeat(depth);
    assertThat(
            only(Problematic.layers("[" + residuals + "\"relu\"" + "]}}".repeat(depth) + "]"))
                .expected())
        .contains("250 levels");
  }

  @Test
  void deepLayers() {
    String residuals = "{\"residual\": {\"main\": [".repeat(70);
    assertThat(
            only(Problematic.layers("[" + residuals + "\"relu\"" + "]}}".repeat(70) + "]"))
                .expected())
        .isEqualTo("64 levels at most");
  }

  @Test
  void terabytesOfParameters() {
    assertThat(
            Problematic.layers(
                "[{\"conv2d\": {\"filters\": 10000, \"kernel\": 1}},"
                    + "{\"repeat\": {\"times\": 5000, \"layers\": ["
                    + "{\"conv2d\": {\"filters\": 10000, \"kernel\": 1}}]}}]"))
        .containsExactly(
            new Problem("/layers", "500000030000 parameters", "at most 1000000000"),
            new Problem("/layers", "51210240000 values for one image", "at most 2000000000"));
  }

  @Test
  void terabytesOfValues() {
    Problem problem =
        only(
            Problematic.layers(
                "[{\"conv2d\": {\"filters\": 100000, \"kernel\": 1}},"
                    + "{\"repeat\": {\"times\": 5000, \"layers\": [\"relu\"]}}]"));
    assertThat(problem.received()).isEqualTo("512102400000 values for one image");
  }

  @Test
  void oneTensorThatCannotBe() {
    Problem problem =
        only(Problematic.layers("[{\"conv2d\": {\"filters\": 1048576, \"kernel\": 1}}]"));
    assertThat(problem.received()).startsWith("an output of 32x32x1048576");
    Problem kernel = only(Problematic.layers("[\"flatten\", {\"dense\": {\"units\": 300000}}]"));
    assertThat(kernel.received()).startsWith("a kernel of 3072x300000");
  }

  @Test
  void imagesThatCannotBe() {
    List<Problem> problems =
        Problematic.model(
            "{\"name\": \"n\", \"input\": {\"height\": 16384, \"width\": 16384,"
                + " \"channels\": 4096}, \"layers\": [\"relu\"]}");
    assertThat(problems).extracting(Problem::pointer).containsExactly("/input");
  }

  @Test
  void paddingThatAddsUp() {
    String pad = "{\"conv2d\": {\"filters\": 1, \"kernel\": 1, \"padding\": 1024}}";
    assertThat(Problematic.layers(repeat("9999", "[" + pad + "]")))
        .extracting(Problem::received)
        .satisfiesExactly(
            misfit -> assertThat(misfit).startsWith("an input of 24608x24608"),
            size -> assertThat(size).endsWith("values for one image"));
  }

  @Test
  void countlessKeysAndParameters() {
    String keys =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "\"k" + i + "\": 1")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(Problematic.layers(repeat("9999", "[{\"relu\": " + keys + "}]")).get(0).expected())
        .isEqualTo("1000 at most");
    assertThat(
            Problematic.blocks(
                "{\"a\": {\"layers\": [\"relu\"]}}",
                repeat("9999", "[{\"use\": \"a\", \"with\": " + keys + "}]")))
        .isNotEmpty();
    String names = keys.replace(": 1", "").replace('{', '[').replace('}', ']');
    assertThat(
            Problematic.blocks(
                "{\"a\": {\"parameters\": " + names + ", \"layers\": [\"relu\"]}}",
                repeat("9999", "[{\"use\": \"a\"}]")))
        .isNotEmpty();
    assertThat(Problematic.blocks(keys, "[\"relu\"]")).isNotEmpty();
  }

  @Test
  void countlessLayers() {
    String layers = "[" + "\"relu\",".repeat(300_000) + "\"relu\"]";
    assertThat(only(Problematic.layers(repeat("9999", layers))).expected())
        .isEqualTo("10000 at most");
    String wrong = "[" + "{\"a\":1},".repeat(300_000) + "\"relu\"]";
    assertThat(Problematic.layers(repeat("9999", wrong))).hasSize(100);
  }

  @Test
  void usesOfABlockThatIsNot() {
    String blocks =
        IntStream.range(0, 1000)
            .mapToObj(i -> "\"a_block_with_a_long_name_" + i + "\": {\"layers\": [\"relu\"]}")
            .collect(Collectors.joining(",", "{", "}"));
    String uses =
        IntStream.range(0, 90)
            .mapToObj(i -> "{\"use\": \"a_block_with_a_lung_name_x" + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(Problematic.blocks(blocks, repeat("9999", uses))).hasSize(90);
  }

  @Test
  void documentsThatAreTooLong() {
    assertThat(only(Problematic.model(" ".repeat(5_000_000))).expected())
        .isEqualTo("at most 4194304 bytes");
    assertThat(only(Problematic.model("\"" + "x".repeat(200_000) + "\"")).expected())
        .contains("sane length");
    assertThat(only(Problematic.model("[" + "9".repeat(5_000) + "]")).expected())
        .contains("sane length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "{",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{} {}",
        "{\"a\": NaN}",
        "{'a': 1}",
        "// no\n{}",
        "{\"a\": 01}",
        "\u0000",
        "{\"a\": \"\u0001\"}"
      })
  void whatIsNotJson(String json) {
    Problem problem = only(Problematic.model(json));
    assertThat(problem.expected()).containsIgnoringCase("JSON");
  }

  @Test
  void aSyntaxErrorIsFound() {
    Problem problem = only(Problematic.model("{\"name\": \"a\",\n \"layers\": [\"relu\", relu]}"));
    assertThat(problem.pointer()).isEqualTo("/layers/1");
    assertThat(problem.received()).contains("line 2, column 21").contains("relu");
  }
}
