package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model's spec is told when it is wrong. */
class SpecErrorsTest {
  private static Problem only(List<Problem> problems) {
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void unknownKey() {
    Problem problem =
        only(Problematic.layers("[{\"conv2d\": {\"filters\": 8, \"kernel\": 3, \"strid\": 2}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/conv2d/strid");
    assertThat(problem.received()).isEqualTo("the key 'strid'");
    assertThat(problem.expected()).contains("filters, kernel, stride, padding");
    assertThat(problem.nearest()).contains("stride");
  }

  @Test
  void aMisspeltKeyIsNotMissingAsWell() {
    Problem problem = only(Problematic.layers("[{\"conv2d\": {\"filtres\": 8, \"kernel\": 3}}]"));
    assertThat(problem.nearest()).contains("filters");
  }

  @Test
  void missingKey() {
    Problem problem = only(Problematic.layers("[{\"conv2d\": {\"kernel\": 3}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/conv2d/filters");
    assertThat(problem.received()).isEqualTo("nothing");
    assertThat(problem.expected()).isEqualTo("a whole number from 1 to 1048576");
  }

  @Test
  void unknownType() {
    Problem problem = only(Problematic.layers("[{\"conv2\": {\"filters\": 8, \"kernel\": 3}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/conv2");
    assertThat(problem.nearest()).contains("conv2d");
    assertThat(problem.expected()).contains("residual").contains("repeat");
    assertThat(only(Problematic.layers("[\"gelu\"]")).received()).isEqualTo("the type 'gelu'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "filters | \"many\" | \"many\" | a whole number from 1 to 1048576",
        "filters | 3.5 | 3.5 | a whole number from 1 to 1048576",
        "filters | 0 | 0 | a whole number from 1 to 1048576",
        "filters | 1e9 | 1.0E9 | a whole number from 1 to 1048576",
        "filters | 99999999999999999999 | 99999999999999999999 | a whole number from 1 to 1048576",
        "filters | null | null | a whole number from 1 to 1048576",
        "filters | [8] | an array of 1 | a whole number from 1 to 1048576",
        "kernel | [3, 3, 3] | an array of 3 | a whole number from 1 to 1024, or [height, width]",
        "kernel | [3, 0] | an array of 2 | a whole number from 1 to 1024, or [height, width]",
        "kernel | {} | an empty object | a whole number from 1 to 1024, or [height, width]",
        "padding | \"full\" | \"full\" | \"same\", \"valid\" or a whole number from 0 to 1024",
        "padding | -1 | -1 | \"same\", \"valid\" or a whole number from 0 to 1024",
        "bias | \"true\" | \"true\" | true or false",
        "name | \"a/b\" | \"a/b\" | a name of at most 64 letters, digits, '_', '-' and '.'",
        "name | \"\" | \"\" | a name of at most 64 letters, digits, '_', '-' and '.'"
      })
  void wrongValue(String key, String value, String received, String expected) {
    String layer =
        "{\"filters\": 8, \"kernel\": 3}"
            .replaceFirst("\"" + key + "\": [0-9]", "\"" + key + "\": " + "VALUE");
    if (!layer.contains("VALUE")) {
      layer = layer.replace("}", ", \"" + key + "\": VALUE}");
    }
    Problem problem =
        only(Problematic.layers("[{\"conv2d\": " + layer.replace("VALUE", value) + "}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/conv2d/" + key);
    assertThat(problem.received()).isEqualTo(received);
    assertThat(problem.expected()).isEqualTo(expected);
  }

  @Test
  void enumsListTheirNames() {
    Problem problem =
        only(
            Problematic.layers(
                "[\"flatten\", {\"dense\": {\"units\": 2, \"initializer\": \"he\"}}]"));
    assertThat(problem.expected())
        .isEqualTo(
            "one of \"glorotUniform\", \"heNormal\", \"truncatedNormal\", \"zeros\", \"ones\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "-0.1", "1e-400", "1e400"})
  void numbersOutOfRange(String keep) {
    Problem problem = only(Problematic.layers("[{\"dropout\": {\"keep\": " + keep + "}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/dropout/keep");
    assertThat(problem.expected()).isEqualTo("a number above 0 to 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "3", "\"relu\"", "null"})
  void layersThatAreNone(String layers) {
    assertThat(Problematic.layers(layers)).extracting(Problem::pointer).containsExactly("/layers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "null", "[]", "{}", "{\"relu\": {}, \"flatten\": {}}"})
  void aLayerThatIsNone(String layer) {
    Problem problem = only(Problematic.layers("[" + layer + "]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0");
    assertThat(problem.expected()).startsWith("an object with one key: one of conv2d");
  }

  @Test
  void unknownBlock() {
    Problem problem =
        only(
            Problematic.blocks(
                "{\"entry\": {\"layers\": [\"relu\"]}}", "[\"relu\", {\"use\": \"entri\"}]"));
    assertThat(problem)
        .isEqualTo(
            new Problem("/layers/1/use", "the block 'entri'", "entry", Optional.of("entry")));
  }

  @Test
  void unknownBlockWhereOnlyAnUnusableNameIsThere() {
    assertThat(Problematic.blocks("{\"\": {\"layers\": [\"relu\"]}}", "[{\"use\": \"entry\"}]"))
        .contains(new Problem("/layers/0/use", "the block 'entry'", "none"));
  }

  @Test
  void parametersThatDoNotMatchTheBlock() {
    List<Problem> problems =
        Problematic.blocks(
            "{\"entry\": {\"parameters\": [\"filters\"], \"layers\": ["
                + "{\"conv2d\": {\"filters\": \"$filters\", \"kernel\": 1}}]}}",
            "[{\"use\": \"entry\", \"with\": {\"filtres\": 8}}]");
    assertThat(problems)
        .containsExactly(
            new Problem(
                "/layers/0/with/filtres",
                "the parameter 'filtres'",
                "filters",
                Optional.of("filters")),
            new Problem(
                "/layers/0/with/filters",
                "nothing",
                "a value for parameter 'filters' of block 'entry'"));
  }

  @Test
  void referenceToWhatIsNoParameter() {
    Problem inBlock =
        only(
            Problematic.blocks(
                "{\"entry\": {\"parameters\": [\"filters\"], \"layers\": ["
                    + "{\"conv2d\": {\"filters\": \"$filtres\", \"kernel\": 1}}]}}",
                "[{\"use\": \"entry\", \"with\": {\"filters\": 8}}]"));
    assertThat(inBlock.pointer()).isEqualTo("/blocks/entry/layers/0/conv2d/filters");
    assertThat(inBlock.nearest()).contains("$filters");
    Problem outside =
        only(Problematic.layers("[{\"conv2d\": {\"filters\": \"$filters\", \"kernel\": 1}}]"));
    assertThat(outside.expected()).contains("no parameters outside of a block");
  }

  @Test
  void aWrongArgumentIsShownWhereItIsGiven() {
    Problem problem =
        only(
            Problematic.blocks(
                "{\"a\": {\"parameters\": [\"n\"], \"layers\": ["
                    + "{\"conv2d\": {\"filters\": \"$n\", \"kernel\": 1}}]},"
                    + "\"b\": {\"parameters\": [\"m\"], \"layers\": ["
                    + "{\"use\": \"a\", \"with\": {\"n\": \"$m\"}}]}}",
                "[{\"use\": \"b\", \"with\": {\"m\": \"many\"}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/with/m");
    assertThat(problem.received()).isEqualTo("\"many\"");
  }

  @Test
  void anUnusedBlockIsChecked() {
    Problem problem = only(Problematic.blocks("{\"a\": {\"layers\": [\"relux\"]}}", "[\"relu\"]"));
    assertThat(problem.pointer()).isEqualTo("/blocks/a/layers/0");
    assertThat(problem.nearest()).contains("relu");
  }

  @Test
  void circlesOfBlocks() {
    String a = "\"a\": {\"layers\": [\"relu\", {\"use\": \"b\"}]}";
    String b = "\"b\": {\"layers\": [{\"residual\": {\"main\": [{\"use\": \"c\"}]}}]}";
    String c =
        "\"c\": {\"layers\": [{\"repeat\": {\"times\": 2, \"layers\": [{\"use\": \"a\"}]}}]}";
    String self = "\"self\": {\"layers\": [{\"use\": \"self\"}]}";
    List<Problem> problems =
        Problematic.blocks(
            "{" + String.join(",", a, b, c, self) + "}", "[\"relu\", {\"use\": \"b\"}]");
    assertThat(problems)
        .extracting(Problem::received)
        .containsExactly(
            "a circle of blocks: a -> b -> c -> a", "a circle of blocks: self -> self");
    assertThat(problems).extracting(Problem::pointer).containsExactly("/blocks/a", "/blocks/self");
  }

  @Test
  void aCircleByReference() {
    Problem problem =
        only(
            Problematic.blocks(
                "{\"a\": {\"parameters\": [\"b\"], \"layers\": ["
                    + "{\"use\": \"$b\", \"with\": {\"b\": \"$b\"}}]}}",
                "[{\"use\": \"a\", \"with\": {\"b\": \"a\"}}]"));
    assertThat(problem.pointer()).isEqualTo("/blocks/a/layers/0/use");
    assertThat(problem.received()).contains("block 'a', which is being expanded");
  }

  @Test
  void residualOfUnlikeShapes() {
    Problem problem =
        only(
            Problematic.layers(
                "[{\"residual\": {\"main\": [{\"conv2d\": {\"filters\": 8, \"kernel\": 3}}]}}]"));
    assertThat(problem.pointer()).isEqualTo("/layers/0/residual");
    assertThat(problem.received()).startsWith("main of 32x32x8 and shortcut of 32x32x3");
  }

  @Test
  void aMisfitInABlockNamesTheUse() {
    Problem problem =
        only(
            Problematic.blocks(
                "{\"a\": {\"layers\": [{\"maxPool2d\": {\"size\": 3, \"stride\": 2,"
                    + " \"padding\": \"valid\"}}]},"
                    + "\"b\": {\"layers\": [{\"use\": \"a\"}]}}",
                "[{\"repeat\": {\"name\": \"stage\", \"times\": 6, \"layers\": [{\"use\": \"b\"}]}}]"));
    assertThat(problem.pointer()).isEqualTo("/blocks/a/layers/0/maxPool2d");
    assertThat(problem.received())
        .isEqualTo(
            "a window of 3x3 on an input of 1x1, at 'stage_5/a_1/maxPool2d_1' used at"
                + " /blocks/b/layers/0, from /layers/0/repeat/layers/0");
  }

  @Test
  void severalMisfitsAtOnce() {
    List<Problem> problems =
        Problematic.layers(
            "["
                + "{\"conv2d\": {\"filters\": 8, \"kernel\": 40, \"padding\": \"valid\"}},"
                + "{\"residual\": {\"main\": [{\"conv2d\": {\"filters\": 4, \"kernel\": 1}}]}},"
                + "{\"conv2d\": {\"filters\": 9, \"kernel\": 1, \"groups\": 2}},"
                + "{\"maxPool2d\": {\"size\": 2, \"stride\": 2, \"padding\": 2}},"
                + "\"softmax\","
                + "{\"dense\": {\"units\": 3}},"
                + "\"flatten\"]");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/layers/0/conv2d",
            "/layers/1/residual",
            "/layers/2/conv2d",
            "/layers/3/maxPool2d",
            "/layers/4",
            "/layers/5/dense",
            "/layers/6");
  }

  @Test
  void everyKindAtOnce() {
    List<Problem> problems =
        Problematic.blocks(
            "{\"used\": {\"parameters\": [\"n\"], \"layers\": ["
                + "{\"conv2d\": {\"filters\": \"$n\", \"kernel\": 1}}]},"
                + "\"loop\": {\"layers\": [{\"use\": \"loop\"}]}}",
            "["
                + "{\"conv2d\": {\"filters\": \"8\", \"kernel\": 3, \"stride\": 4}},"
                + "{\"batchNorm\": {\"momentun\": 0.9}},"
                + "{\"relu\": {\"name\": \"x\"}}, {\"relu\": {\"name\": \"x\"}},"
                + "{\"conv2d\": {\"filters\": 8, \"kernel\": 3, \"padding\": \"valid\"}},"
                + "{\"conv2d\": {\"filters\": 8, \"kernel\": 9, \"padding\": \"valid\"}},"
                + "{\"residual\": {\"main\": [{\"conv2d\": {\"filters\": 4, \"kernel\": 1}}]}},"
                + "{\"use\": \"usd\"},"
                + "{\"use\": \"used\"}"
                + "]");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/layers/0/conv2d/filters",
            "/layers/1/batchNorm/momentun",
            "/layers/3/relu/name",
            "/layers/5/conv2d",
            "/layers/6/residual",
            "/layers/7/use",
            "/layers/8/with/n",
            "/blocks/loop");
  }

  @Test
  void aStandInIsNeverTheProblem() {
    assertThat(
            Problematic.layers(
                "[{\"conv2d\": {\"filters\": \"3\", \"kernel\": 3}},"
                    + "{\"residual\": {\"main\": [{\"conv2d\": {\"filters\": 3, \"kernel\": 3}}]}},"
                    + "{\"depthwiseConv2d\": {\"kernel\": \"3\", \"padding\": \"valid\"}},"
                    + "{\"conv2d\": {\"filters\": 9, \"kernel\": 1, \"groups\": 3}}]"))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder("/layers/0/conv2d/filters", "/layers/2/depthwiseConv2d/kernel");
  }

  @Test
  void duplicateNames() {
    List<Problem> problems =
        Problematic.layers(
            "[{\"relu\": {\"name\": \"relu_1\"}}, \"relu\","
                + "{\"repeat\": {\"name\": \"a\", \"times\": 3, \"layers\": [\"relu\"]}},"
                + "{\"relu\": {\"name\": \"a_2\"}},"
                + "{\"residual\": {\"main\": [{\"relu\": {\"name\": \"b\"}}],"
                + " \"shortcut\": [{\"relu\": {\"name\": \"b\"}}]}}]");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly(
            "/layers/1", "/layers/3/relu/name", "/layers/4/residual/shortcut/0/relu/name");
  }

  @Test
  void wrongDefaults() {
    List<Problem> problems =
        Problematic.model(
            "{\"name\": \"n\", \"input\": {\"height\": 8, \"width\": 8}, \"defaults\": {"
                + "\"conv\": {}, \"relu\": {\"name\": \"r\"}, \"batchNorm\": {\"momentum\": 2},"
                + " \"conv2d\": {\"stribe\": 2}}, \"layers\": [\"batchNorm\"]}");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly(
            "/defaults/conv",
            "/defaults/relu/name",
            "/defaults/batchNorm/momentum",
            "/defaults/conv2d/stribe");
  }

  @Test
  void wrongBlocks() {
    List<Problem> problems =
        Problematic.blocks(
            "{\"a b\": {\"layers\": [\"relu\"]}, \"b\": {\"parameters\": [\"x\", \"x\"],"
                + " \"layers\": [\"relu\"]}, \"c\": {\"layer\": [\"relu\"]}, \"d\": 3}",
            "[\"relu\"]");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/blocks/a b", "/blocks/b/parameters", "/blocks/c/layer", "/blocks/d");
  }

  @Test
  void aSpecThatIsNone() {
    assertThat(Problematic.model("[]")).extracting(Problem::pointer).containsExactly("");
    assertThat(Problematic.model("{}"))
        .extracting(Problem::pointer)
        .containsExactly("/name", "/input", "/layers");
  }

  @Test
  void pointersEscapeKeys() {
    assertThat(Problematic.layers("[{\"relu\": {\"a/b~c\": 1}}]"))
        .extracting(Problem::pointer)
        .containsExactly("/layers/0/relu/a~1b~0c");
  }

  @Test
  void whatIsShownIsFitForATerminal() {
    Problem problem = only(Problematic.layers("[\"\\u001b[31m\\u202e" + "x".repeat(5000) + "\"]"));
    assertThat(problem.received()).hasSizeLessThan(100).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void theMessageNamesTheFileAndEachProblem() {
    assertThatThrownBy(
            () ->
                Specs.parseModel(
                    Problematic.withLayers("[{\"relu\": {\"nme\": \"a\"}}, \"rellu\"]"),
                    "net.json"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            """
            net.json: 2 problems
              /layers/0/relu/nme: got the key 'nme'; expected name. Did you mean 'name'?
              /layers/1: got the type 'rellu'; expected one of conv2d, depthwiseConv2d, \
            separableConv2d, batchNorm, relu, maxPool2d, avgPool2d, globalAvgPool2d, flatten, \
            dense, dropout, softmax, residual, repeat. Did you mean 'relu'?""");
  }

  @Test
  void onlySoManyProblemsAreListed() {
    String layers = "[" + "\"x\",".repeat(500) + "\"relu\"]";
    assertThatThrownBy(() -> Specs.parseModel(Problematic.withLayers(layers), "net.json"))
        .isInstanceOfSatisfying(
            SpecException.class, e -> assertThat(e.problems()).hasSize(SpecException.MOST_PROBLEMS))
        .hasMessageStartingWith("net.json: more than 100 problems")
        .hasMessageEndingWith("... and more");
  }
}
