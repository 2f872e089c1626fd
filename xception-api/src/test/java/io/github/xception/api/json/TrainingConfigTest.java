package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.ClassWeightsSpec;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.FineTuneSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.ScheduleSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.spec.TensorBoardSpec;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.spec.WeightDecay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
  private static final String MINI = "{\"model\": \"xception-mini\"}";

  private static TrainingConfig read(String json, String... overrides) {
    return Specs.parseTraining(json, "test", List.of(overrides));
  }

  private static TrainingConfig mini(String... overrides) {
    return read(MINI, overrides);
  }

  @Test
  void aModelIsAWholeConfig() {
    assertThat(mini())
        .isEqualTo(
            new TrainingConfig(
                Presets.model("xception-mini").orElseThrow(),
                new DataSpec(
                    new DataSourceSpec.Sample(5, 100, 64, 0),
                    new SplitSpec(0.2, 0, true, 0),
                    DataSpec.Resize.BILINEAR,
                    /* centerCrop= */ 0,
                    DataSpec.OnBadImage.FAIL,
                    new AugmentationSpec(
                        true,
                        0,
                        0,
                        new AugmentationSpec.Interval(1, 1),
                        new AugmentationSpec.Interval(1, 1),
                        0,
                        AugmentationSpec.Per.IMAGE,
                        Optional.empty(),
                        Optional.empty()),
                    0,
                    4),
                trainingOf(32),
                new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE),
                new ScheduleSpec.Cosine(0.001, 0, 0),
                new BackendSpec("pytorch", "auto", 0, Precision.FP32),
                new TensorBoardSpec(true, false, 4, Optional.empty())));
  }

  @Test
  void shortForms() {
    TrainingConfig config =
        read(
            "{\"model\": \"xception-mini\", \"backend\": \"reference\","
                + " \"data\": {\"source\": \"flowers17\"}, \"optimizer\": \"sgd\"}");
    assertThat(config.backend()).isEqualTo(new BackendSpec("reference", "auto", 0, Precision.FP32));
    assertThat(config.data().source()).isEqualTo(new DataSourceSpec.Flowers17(Optional.empty()));
    assertThat(config.optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.9, WeightDecay.NONE));
  }

  @Test
  void longForms() {
    TrainingConfig config =
        read(
            "{\"model\": \"xception-mini\","
                + "\"backend\": {\"name\": \"mxnet\", \"device\": \"gpu:1\", \"threads\": 2},"
                + "\"data\": {\"source\": {\"folder\": {\"path\": \"$HOME/images\"}},"
                + " \"augmentation\": {\"per\": \"batch\", \"crop\": {}}},"
                + "\"optimizer\": {\"rmsprop\": {\"momentum\": 0, \"weightDecay\": 1e-4}},"
                + "\"schedule\": {\"oneCycle\": {\"warmup\": 10}}}");
    assertThat(config.backend()).isEqualTo(new BackendSpec("mxnet", "gpu:1", 2, Precision.FP32));
    assertThat(config.data().source()).isEqualTo(new DataSourceSpec.Folder("$HOME/images"));
    assertThat(config.data().augmentation().crop().orElseThrow().area().min()).isEqualTo(0.35);
    assertThat(config.optimizer())
        .isEqualTo(
            new OptimizerSpec.RmsProp(0.9, 0, 1e-8, new WeightDecay(WeightDecay.Kind.L2, 1e-4)));
    assertThat(config.schedule()).isEqualTo(new ScheduleSpec.OneCycle(0.001, 10, 0.00004, 0));
  }

  @Test
  void adamWIsAdamWithADecoupledDecay() {
    TrainingConfig config =
        read("{\"model\": \"xception-mini\", \"optimizer\": {\"adamW\": {\"weightDecay\": 0.05}}}");
    assertThat(config.optimizer())
        .isEqualTo(
            new OptimizerSpec.Adam(
                0.9, 0.999, 1e-8, new WeightDecay(WeightDecay.Kind.DECOUPLED, 0.05)));
    assertThat(read(Specs.toJson(config))).isEqualTo(config);
  }

  @Test
  void classWeightsAndFineTuning() {
    TrainingConfig config =
        mini(
            "training.classWeights.of.daisy=2",
            "training.classWeights.of.snow drop=0.5",
            "training.fineTune={\"from\": \"runs/a\", \"newLayers\": [\"predictions/**\"]}");
    assertThat(config.training().classWeights())
        .contains(new ClassWeightsSpec.Of(Map.of("daisy", 2.0, "snow drop", 0.5)));
    assertThat(config.training().fineTune())
        .contains(new FineTuneSpec("runs/a", List.of("predictions/**"), List.of()));
    String written = Specs.toJson(config);
    assertThat(JsonText.parse(written, "written").at("/training/classWeights").toString())
        .isEqualTo("{\"of\":{\"daisy\":2.0,\"snow drop\":0.5}}");
    assertThat(read(written)).isEqualTo(config);
    TrainingConfig balanced = mini("training.classWeights=balanced");
    assertThat(balanced.training().classWeights()).contains(new ClassWeightsSpec.Balanced());
    assertThat(read(Specs.toJson(balanced))).isEqualTo(balanced);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.classWeights={\"of\": {\"daisy\": 0}} | /training/classWeights/of/daisy | a number",
        "training.classWeights={\"of\": {\"daisy\": \"x\"}} | /training/classWeights/of/daisy | a number",
        "training.classWeights={\"of\": 3} | /training/classWeights/of | an object of names",
        "training.classWeights=balancd | /training/classWeights | balanced",
        "training.fineTune={} | /training/fineTune/from | a text",
        "training.fineTune={\"from\": \"a\", \"freeze\": \"b\"} | /training/fineTune/freeze | an array",
        "training.fineTune={\"from\": \"a\", \"freeze\": [\"a//b\"]} | /training/fineTune | a//b"
      })
  void wrongRecipes(String override, String pointer, String expected) {
    assertThat(Problematic.training(MINI, override))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).startsWith(pointer);
              assertThat(problem.expected()).contains(expected);
            });
  }

  @Test
  void decayIsConfinedByPatterns() {
    TrainingConfig config =
        read(
            "{\"model\": \"xception-mini\", \"optimizer\": {\"adamW\":"
                + " {\"weightDecay\": {\"rate\": 0.05, \"on\": [\"**/pointwise_kernel\"]}}}}");
    assertThat(config.optimizer().weightDecay())
        .isEqualTo(
            new WeightDecay(WeightDecay.Kind.DECOUPLED, 0.05, List.of("**/pointwise_kernel")));
    assertThat(read(Specs.toJson(config))).isEqualTo(config);
    assertThat(Lowering.lower(config).parameters())
        .filteredOn(ParameterInfo::decayed)
        .isNotEmpty()
        .allSatisfy(parameter -> assertThat(parameter.path()).endsWith("/pointwise_kernel"));
    assertThat(
            Problematic.training(
                "{\"model\": \"xception-mini\","
                    + " \"optimizer\": {\"sgd\": {\"weightDecay\": {\"on\": [\"a//b\"]}}}}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo("/optimizer/sgd/weightDecay");
              assertThat(problem.expected()).contains("a//b");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.steps=300 | /training/steps | 300",
        "training.seed=-9223372036854775808 | /training/seed | -9223372036854775808",
        "backend=reference | /backend/name | \"reference\"",
        "backend.threads=2 | /backend/threads | 2",
        "backend.name=12 | | ",
        "tensorboard=false | /tensorboard/enabled | false",
        "tensorboard.histograms=true | /tensorboard/histograms | true",
        "tensorboard.embedding=avg_pool | /tensorboard/embedding | \"avg_pool\"",
        "data.source=flowers17 | /data/source/flowers17 | {}",
        "data.source.folder.path=a b=c | /data/source/folder/path | \"a b=c\"",
        "data.source.sample.classes=3 | /data/source/sample/classes | 3",
        "optimizer.sgd.momentum=0.5 | /optimizer/sgd/momentum | 0.5",
        "optimizer.adam.weightDecay.kind=decoupled | /optimizer/adam/weightDecay/kind |"
            + " \"decoupled\"",
        "schedule={\"constant\": {\"rate\": 1}} | /schedule/constant/rate | 1.0",
        "model.input.height=64 | /model/input/height | 64",
        "model.defaults.batchNorm.momentum=0.95 | /model/defaults/batchNorm/momentum | 0.95",
        "model.layers.10.dense.units=3 | /model/layers/10/dense/units | 3"
      })
  void overrides(String override, String pointer, String value) {
    if (pointer == null) {
      assertThat(Problematic.training(MINI, override)).hasSize(1);
      return;
    }
    String written = Specs.toJson(mini(override));
    assertThat(JsonText.parse(written, "written").at(pointer).toString()).isEqualTo(value);
  }

  @Test
  void laterOverridesWin() {
    assertThat(mini("training.steps=1", "training={}", "training.batch=2").training())
        .isEqualTo(trainingOf(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.steps | '' | the override 'training.steps'",
        "=3 | '' | the override '=3'",
        "training..steps=3 | '' | the override 'training..steps=3'",
        "training.stepz=3 | /training/stepz | the key 'stepz'",
        "trainin.steps=3 | /trainin | the key 'trainin'",
        "training.steps=many | /training/steps | \"many\"",
        "model.layers.99.dense.units=3 | /model/layers/99 | '''99'''",
        "model.name.x=3 | /model/name | \"xception-mini\"",
        "model=xception-mino | /model | the model 'xception-mino'"
      })
  void wrongOverrides(String override, String pointer, String received) {
    assertThat(Problematic.training(MINI, override)).extracting(Problem::pointer).contains(pointer);
    assertThat(Problematic.training(MINI, override).toString()).contains(received);
  }

  @Test
  void allProblemsOfAConfigAtOnce() {
    List<Problem> problems =
        Problematic.training(
            "{\"model\": "
                + Problematic.withLayers("[\"relux\", \"flatten\", {\"dense\": {}}]")
                + ", \"data\": {\"source\": \"flower17\", \"split\": {\"testFraction\": 1}},"
                + " \"training\": {\"batch\": 0, \"step\": 1},"
                + " \"optimizer\": {\"adam\": {}, \"sgd\": {}},"
                + " \"schedule\": {\"exponential\": {\"rate\": 0}},"
                + " \"backend\": {\"device\": \"tpu\"}, \"bakend\": 1}");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/model/layers/0",
            "/model/layers/2/dense/units",
            "/data/source",
            "/data/split/testFraction",
            "/training/batch",
            "/training/step",
            "/optimizer",
            "/schedule/exponential/rate",
            "/schedule/exponential/factor",
            "/schedule/exponential/every",
            "/backend",
            "/bakend");
  }

  @Test
  void valuesThatDoNotAgree() {
    assertThat(
            Problematic.training(
                "{\"model\": \"xception-mini\", \"data\": {\"augmentation\": {"
                    + "\"contrast\": {\"min\": 2, \"max\": 1}}}}"))
        .containsExactly(
            new Problem(
                "/data/augmentation/contrast",
                "an object with keys min, max",
                "min at most max, got 2.0 and 1.0"));
  }

  @Test
  void aModelIsNeeded() {
    assertThat(Problematic.training("{}"))
        .containsExactly(
            new Problem(
                "/model", "nothing", "a preset's name, a file's name ending in .json, or a spec"));
    assertThat(Problematic.training("{\"model\": 3}")).hasSize(1);
  }

  @Test
  void aModelInAFileBesideTheConfig(@TempDir Path directory) throws IOException {
    Path models = Files.createDirectory(directory.resolve("models"));
    Files.writeString(
        models.resolve("net.json"), Specs.toJson(Presets.model("xception-mini").orElseThrow()));
    Path config = directory.resolve("run.json");
    Files.writeString(config, "{\"model\": \"models/net.json\"}");
    assertThat(Specs.readTraining(config, List.of())).isEqualTo(mini());
    assertThat(Specs.readModel(config)).isEqualTo(mini().model());
    assertThat(Specs.training(models.resolve("net.json").toString(), List.of())).isEqualTo(mini());
    assertThat(Specs.model(models.resolve("net.json").toString())).isEqualTo(mini().model());

    Files.writeString(models.resolve("net.json"), Problematic.withLayers("[\"relux\"]"));
    assertThatThrownBy(() -> Specs.readTraining(config, List.of()))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.problems().get(0).pointer()).endsWith("models/net.json#/layers/0"))
        .hasMessageStartingWith(config.toString());

    Files.writeString(models.resolve("net.json"), "{");
    assertThatThrownBy(() -> Specs.readTraining(config, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("net.json#: got text that is not JSON");

    Files.delete(models.resolve("net.json"));
    assertThatThrownBy(() -> Specs.readTraining(config, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("net.json#: got no such file");
  }

  @Test
  void whatIsNoPresetAndNoFile() {
    assertThatThrownBy(() -> Specs.model("xeption"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Did you mean 'xception'?");
    assertThatThrownBy(() -> Specs.training("\u0000.json", List.of()))
        .isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> Specs.model("no/such.json"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Specs.readModel(Path.of(".").toAbsolutePath()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aFileThatIsTooLong(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("long.json");
    Files.write(file, new byte[5_000_000]);
    assertThatThrownBy(() -> Specs.readModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("a longer file; expected at most 4194304 bytes");
  }

  private static TrainingSpec trainingOf(int batch) {
    return new TrainingSpec(
        batch,
        1000,
        0,
        0,
        Optional.empty(),
        1,
        0,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        10,
        0,
        100,
        3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model': 'xception-mini'}",
        "{'model': 'xception-mini', 'backend': 'mxnet'}",
        "{'model': 'xception-mini', 'backend': {'name': 'tensorflow', 'device': 'gpu:1', 'threads': 3}}"
      })
  void theBackendAloneIsThatOfTheWholeConfig(String quoted) {
    String json = quoted.replace('\'', '"');
    assertThat(Specs.parseBackend(json, "test")).isEqualTo(read(json).backend());
  }

  @Test
  void theBackendAloneIsNamedWhereItIsWrong() {
    assertThat(Specs.parseBackend("{\"model\": 7, \"backend\": \"mxnet\"}", "test").name())
        .isEqualTo("mxnet");
    assertThatThrownBy(() -> Specs.parseBackend("{\"backend\": {\"threads\": -1}}", "test"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("/backend/threads");
  }
}
