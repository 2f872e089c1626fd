package io.github.xception.api.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Presets;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinterTest {
  private static final Path CONFIGS = Path.of("../configs");
  private static final String ARTICLE_CODE = "flowers17-article-code.json";

  /** A network of every kind that rules look at, with which nothing is wrong. */
  private static final String SOUND =
      """
      {
        "model": {
          "name": "sound",
          "input": {"height": 8, "width": 8, "scaling": "symmetric"},
          "layers": [
            {"conv2d": {"name": "stem", "filters": 4, "kernel": 3}},
            {"batchNorm": {"name": "stem_bn"}},
            "relu",
            {"residual": {
              "main": [{"separableConv2d": {"name": "sepconv", "filters": 4, "kernel": 3}}, {"batchNorm": {"name": "sepconv_bn"}}],
              "shortcut": [{"conv2d": {"name": "shortcut", "filters": 4, "kernel": 1}}, {"batchNorm": {"name": "shortcut_bn"}}]
            }},
            "globalAvgPool2d",
            {"dense": {"name": "hidden", "units": 3}},
            {"batchNorm": {"name": "hidden_bn"}},
            {"dense": {"name": "predictions", "units": 3}}
          ],
          "defaults": {"dense": {"bias": false}}
        },
        "optimizer": {"sgd": {"weightDecay": 0.0001}}
      }
      """;

  private static List<LintWarning> lint(TrainingConfig config) {
    return Linter.lint(config, Lowering.lower(config));
  }

  private static List<LintWarning> lint(String... settings) {
    return lint(Specs.parseTraining(SOUND, "sound", List.of(settings)));
  }

  static Stream<TrainingConfig> shipped() throws IOException {
    List<TrainingConfig> presets =
        Presets.trainingNames().stream().map(name -> Presets.training(name).orElseThrow()).toList();
    try (Stream<Path> files = Files.list(CONFIGS)) {
      List<TrainingConfig> configs =
          files
              .filter(file -> !file.endsWith(ARTICLE_CODE))
              .map(file -> Specs.readTraining(file, List.of()))
              .toList();
      assertThat(configs).isNotEmpty();
      return Stream.concat(presets.stream(), configs.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsShippedIsSound(TrainingConfig config) {
    assertThat(lint(config)).isEmpty();
  }

  @Test
  void theArticlesCodeBreaksTheRulesThatItBroke() {
    TrainingConfig config = Specs.readTraining(CONFIGS.resolve(ARTICLE_CODE), List.of());
    assertThat(lint(config))
        .extracting(LintWarning::rule)
        .containsExactly(
            "raw-input",
            "bias-before-batch-norm",
            "moving-statistics-never-updated",
            "evaluation-by-batch-statistics",
            "split-not-shuffled",
            "weight-decay-on-nothing");
  }

  @Test
  void theSoundOneIsSound() {
    assertThat(lint()).isEmpty();
  }

  /** One setting, and the one rule that it breaks: where, and what of it is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.input.scaling=none | raw-input | /model/input/scaling | 0 to 255",
        "model.layers.0.conv2d.bias=true | bias-before-batch-norm | /model/layers/0/conv2d | 1 (stem)",
        "model.defaults.separableConv2d.bias=true | bias-before-batch-norm"
            + " | /model/layers/3/residual/main/0/separableConv2d | 1 (sepconv)",
        "model.layers.5.dense.bias=true | bias-before-batch-norm | /model/layers/5/dense | 1 (hidden)",
        "model.layers.1.batchNorm.momentum=0.1 | batch-norm-momentum | /model/layers/1/batchNorm"
            + " | 0.1 in batch normalizations: 1 (stem_bn)",
        "training.batch=1 | batch-norm-of-one-value | /training/batch | hidden_bn",
        "model.layers.1.batchNorm.momentum=1 | moving-statistics-never-updated | /model/layers/1/batchNorm"
            + " | 1 (stem_bn)",
        "model.layers.1.batchNorm.momentum=0.998 | moving-statistics-unsettled | /model/layers/1/batchNorm"
            + " | 0.998 over 1000 steps",
        "training.steps=200 | moving-statistics-unsettled | /model/layers/1/batchNorm"
            + " | 4 (stem_bn, sepconv_bn, shortcut_bn and 1 more)",
        "model.layers.7=relu | relu-on-logits | /model/layers/7 | relu",
        "data.split.shuffle=false | split-not-shuffled | /data/split/shuffle | shuffle false",
        "data.split.testFraction=0 | nothing-held-out | /data/split/testFraction | testFraction 0",
        "optimizer.sgd.weightDecay={\"rate\": 0.1, \"on\": [\"**/gamma\"]}"
            + " | weight-decay-on-nothing | /optimizer/sgd/weightDecay/on | covers none",
        "optimizer.rmsprop.weightDecay={\"rate\": 0.1, \"on\": []}"
            + " | weight-decay-on-nothing | /optimizer/rmsprop/weightDecay/on | covers none",
        "optimizer.adamW.weightDecay={\"rate\": 0.1, \"on\": [\"steem\"]}"
            + " | weight-decay-on-nothing | /optimizer/adam/weightDecay/on | [steem]",
        "schedule.exponential={\"factor\": 0.5, \"every\": 1000} | rate-never-moves | /schedule"
            + " | after 1000 steps for the first time, in a run of 1000",
        "schedule.exponential={\"factor\": 1, \"every\": 10} | rate-never-moves | /schedule | by 1",
        "schedule.exponential={\"factor\": 0.5, \"every\": 100000, \"staircase\": false}"
            + " | rate-never-moves | /schedule | 0.5 over 100000 steps",
        "schedule.cosine.end=0.001 | rate-never-moves | /schedule | from 0.001 to 0.001",
        "schedule.oneCycle={\"rate\": 1, \"start\": 1, \"end\": 1, \"warmup\": 10}"
            + " | rate-never-moves | /schedule | 1.0",
        "schedule.cosine.warmup=1000 | warm-up-never-ends | /schedule/cosine/warmup"
            + " | 1000 steps, in a run of 1000",
        "training.accumulate=32 | batch-norm-of-one-value | /training/batch | hidden_bn",
        "training.ema.decay=0.9994 | average-of-the-whole-run | /training/ema/decay"
            + " | 0.9994, over 1000 steps",
        "schedule.oneCycle.warmup=2000 | warm-up-never-ends | /schedule/oneCycle/warmup | 2000 steps"
      })
  void oneSettingBreaksOneRule(String setting, String rule, String pointer, String said)
      throws IOException {
    TrainingConfig config = Specs.parseTraining(SOUND, "sound", List.of(setting));
    assertThat(lint(config)).extracting(LintWarning::rule).containsExactly(rule);
    LintWarning warning = lint(config).get(0);
    assertThat(warning.pointer()).isEqualTo(pointer);
    assertThat(warning.found()).contains(said);
    JsonNode resolved = new ObjectMapper().readTree(Specs.toJson(config));
    assertThat(resolved.at(pointer).isMissingNode()).as(pointer).isFalse();
  }

  @Test
  void batchStatisticsAreNeverUpdatedAndEvaluatedBy() {
    assertThat(lint("model.layers.1.batchNorm.statistics=batch"))
        .extracting(LintWarning::rule, LintWarning::pointer)
        .containsExactly(
            tuple("moving-statistics-never-updated", "/model/layers/1/batchNorm"),
            tuple("evaluation-by-batch-statistics", "/model/layers/1/batchNorm"));
  }

  /** What looks like one of the above and is meant, or does no harm. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.layers.7.dense.bias=true",
        "model.input.scaling=unit",
        "model.layers.1.batchNorm.momentum=0.5",
        "model.layers.1.batchNorm.momentum=0.997",
        "training.steps=299",
        "training.batch=2",
        "training.accumulate=16",
        "training.ema={}",
        "optimizer.sgd.weightDecay={\"rate\": 0.1, \"on\": [\"stem\"]}",
        "optimizer.sgd.weightDecay={\"rate\": 0, \"on\": []}",
        "schedule=constant",
        "schedule.exponential={\"factor\": 0.5, \"every\": 999}",
        "schedule.exponential={\"factor\": 0.94, \"every\": 1000, \"staircase\": false}",
        "schedule.cosine={\"rate\": 0.001, \"end\": 0.001, \"warmup\": 20}",
        "schedule.cosine.warmup=999",
        "data.split.validationFraction=0.1"
      })
  void isNoReasonToWarn(String setting) {
    assertThat(lint(setting)).isEmpty();
  }

  @Test
  void aValidationPartIsHeldOutToo() {
    assertThat(lint("data.split.testFraction=0", "data.split.validationFraction=0.1")).isEmpty();
    assertThat(lint("data.split.testFraction=0", "data.split.shuffle=false"))
        .extracting(LintWarning::rule)
        .containsExactly("nothing-held-out");
  }

  @Test
  void aNormalizationMayScaleTheInput() {
    assertThat(lint("model.input.scaling=none", "model.layers.0=batchNorm")).isEmpty();
  }

  /** Statistics move with each part of a batch. */
  @Test
  void accumulationMovesStatisticsMoreOften() {
    assertThat(lint("training.steps=100", "training.accumulate=4")).isEmpty();
    List<LintWarning> warnings = lint("training.steps=100", "training.accumulate=2");
    assertThat(warnings)
        .extracting(LintWarning::rule)
        .containsExactly("moving-statistics-unsettled");
    assertThat(warnings.get(0).mend()).endsWith("at least 150 steps");
  }

  @Test
  void whatAnotherRunHasLearnedIsNoFirstValue() {
    String from = "training.fineTune.from=runs/a";
    assertThat(lint("training.steps=100", "training.ema={}", from)).isEmpty();
    assertThat(lint("training.steps=100", from, "training.fineTune.newLayers=[\"hidden_bn\"]"))
        .extracting(LintWarning::rule, LintWarning::pointer)
        .containsExactly(tuple("moving-statistics-unsettled", "/model/layers/6/batchNorm"));
    assertThat(lint("training.steps=100", "training.ema={}"))
        .extracting(LintWarning::rule)
        .containsExactly("moving-statistics-unsettled", "average-of-the-whole-run");
  }

  /** Of a fine-tuning, the one layer that is trained is not what decay is on. */
  @Test
  void decayOfWhatIsFrozenIsDecayOfNothing() {
    assertThat(
            lint(
                "training.fineTune.from=runs/a",
                "training.fineTune.freeze=[\"stem*\", \"sepconv*\", \"shortcut*\"]",
                "optimizer.sgd.weightDecay.on=[\"stem\", \"sepconv\"]"))
        .extracting(LintWarning::rule)
        .containsExactly("weight-decay-on-nothing");
  }

  @Test
  void frozenKernelsAreNotDecayed() {
    TrainingConfig config = Specs.parseTraining(SOUND, "sound", List.of());
    assertThat(Linter.lint(config, Lowering.lower(config).frozen(path -> path.endsWith("kernel"))))
        .extracting(LintWarning::rule, LintWarning::found)
        .containsExactly(
            tuple(
                "weight-decay-on-nothing",
                "a weight decay of 1.0E-4 that changes no kernel: all those that 'on' covers are"
                    + " frozen"));
  }

  /** 1 − 0.1 is 0.9 and not 0.90000000000000002. */
  @Test
  void tellsTheMomentumToTake() {
    assertThat(lint("model.layers.1.batchNorm.momentum=0.1").get(0).mend())
        .endsWith("0.1 becomes 0.9");
    assertThat(lint("training.steps=200").get(0).harm()).contains("at the end 13 % of");
    assertThat(lint("training.ema.decay=0.9994").get(0).harm()).contains("count 55 % of");
    assertThat(lint("training.ema.decay=0.9994").get(0).mend()).contains("to 0.9900 or less");
    assertThat(lint("training.steps=200").get(0).mend()).endsWith("at least 299 steps");
  }
}
