package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ModelSummary;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.ScheduleSpec;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The presets against published numbers. */
class PresetsTest {
  static List<String> names() {
    return Presets.names();
  }

  private static ModelSummary summary(String preset) {
    return ModelSummary.of(Presets.model(preset).orElseThrow());
  }

  /** The row at each path of a preset. */
  private static Map<String, ModelSummary.Row> rows(String preset) {
    return summary(preset).layers().stream()
        .collect(Collectors.toMap(ModelSummary.Row::path, Function.identity()));
  }

  /** Heights of the images after the given layers. */
  private static List<Integer> heights(String preset, String... paths) {
    Map<String, ModelSummary.Row> rows = rows(preset);
    return List.of(paths).stream().map(path -> rows.get(path).outputShape().dim(0)).toList();
  }

  @ParameterizedTest
  @MethodSource("trainingNames")
  void aTrainingConfigIsReadAgainAsItWasWritten(String name) {
    TrainingConfig config = Presets.training(name).orElseThrow();
    assertThat(Specs.parseTraining(Specs.toJson(config), "again", List.of())).isEqualTo(config);
    assertThat(config.model()).isEqualTo(Specs.model(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aModelIsReadAgainAsItWasWritten(String name) {
    var model = Presets.model(name).orElseThrow();
    assertThat(model.name()).isEqualTo(name);
    assertThat(Specs.parseModel(Specs.toJson(model), "again")).isEqualTo(model);
  }

  static List<String> trainingNames() {
    return Presets.trainingNames();
  }

  @Test
  void recipesTrainOneOfTheModels() {
    assertThat(Presets.trainingNames())
        .containsAll(Presets.names())
        .contains("flowers17", "flowers17-article");
    assertThat(Presets.model("flowers17-article")).isEmpty();
    assertThat(Specs.model("flowers17-article"))
        .isEqualTo(Presets.model("xception-flowers17").orElseThrow());
  }

  @Test
  void theArticlesRecipeIsTheArticles() {
    TrainingConfig config = Presets.training("flowers17-article").orElseThrow();
    assertThat(config.model().input())
        .isEqualTo(new InputSpec(149, 149, 3, InputSpec.Scaling.SYMMETRIC));
    assertThat(config.training().batch()).isEqualTo(100);
    assertThat(config.training().steps()).isEqualTo(2000);
    assertThat(config.training().labelSmoothing()).isZero();
    assertThat(config.schedule()).isEqualTo(new ScheduleSpec.Exponential(1e-3, 0.5, 500, true));
    assertThat(config.optimizer())
        .isEqualTo(
            new OptimizerSpec.Adam(0.9, 0.999, 1e-8, new WeightDecay(WeightDecay.Kind.L2, 1e-4)));
    assertThat(config.data().augmentation().per()).isEqualTo(AugmentationSpec.Per.BATCH);
    assertThat(config.data().augmentation().brightness()).isEqualTo(63);
    assertThat(config.data().augmentation().contrast())
        .isEqualTo(new AugmentationSpec.Interval(0.2, 1.8));
    assertThat(config.data().split()).isEqualTo(new SplitSpec(0.2, 0, true, 0));
  }

  @Test
  void anUnknownNameIsNoPreset() {
    assertThat(Presets.model("xception42")).isEmpty();
    assertThat(Presets.training("../models/xception")).isEmpty();
  }

  /**
   * Parameters as Keras counts them; those of the aligned family as timm does, statistics added.
   */
  @ParameterizedTest
  @CsvSource({
    "xception, 22910480, 22855952, 8.36",
    "xception-flowers17, 21390393, 21335865, 2.26",
    "xception41, 27084872, 26969560, 9.204134312",
    "xception65, 40101512, 39916312, 13.852682216",
    "xception71, 42537712, 42338736, 17.946553928"
  })
  void parametersAndOperations(String name, long total, long trainable, double gmacs) {
    ModelSummary summary = summary(name);
    assertThat(summary.parameters()).isEqualTo(new ModelSummary.ParameterCount(total, trainable));
    assertThat(summary.macs() / 1e9).isCloseTo(gmacs, Offset.offset(0.005));
  }

  @Test
  void xceptionWithoutItsTop() {
    ModelSummary summary = summary("xception");
    long top = rows("xception").get("predictions").parameters();
    assertThat(summary.parameters().total() - top).isEqualTo(20_861_480);
    assertThat(summary.parameters().trainable() - top).isEqualTo(20_806_952);
  }

  /** Weights of each layer as Keras has them, and gamma + beta of the normalization behind it. */
  @ParameterizedTest
  @CsvSource({
    "conv_1, 864, 64",
    "conv_2, 18432, 128",
    "entry_flow_1/shortcut, 8192, 256",
    "entry_flow_1/sepconv_1, 8768, 256",
    "entry_flow_1/sepconv_2, 17536, 256",
    "entry_flow_2/shortcut, 32768, 512",
    "entry_flow_2/sepconv_1, 33920, 512",
    "entry_flow_2/sepconv_2, 67840, 512",
    "entry_flow_3/shortcut, 186368, 1456",
    "entry_flow_3/sepconv_1, 188672, 1456",
    "entry_flow_3/sepconv_2, 536536, 1456",
    "exit_flow_1/shortcut, 745472, 2048",
    "exit_flow_1/sepconv_1, 536536, 1456",
    "exit_flow_1/sepconv_2, 752024, 2048",
    "exit_flow_2/sepconv_1, 1582080, 3072",
    "exit_flow_2/sepconv_2, 3159552, 4096"
  })
  void layersOfXception(String path, long weights, long gammaAndBeta) {
    Map<String, ModelSummary.Row> rows = rows("xception");
    assertThat(rows.get(path).parameters()).isEqualTo(weights);
    assertThat(rows.get(path + "_bn").parameters()).isEqualTo(2 * gammaAndBeta);
  }

  @Test
  void middleFlowAndTopOfXception() {
    Map<String, ModelSummary.Row> rows = rows("xception");
    for (int module = 1; module <= 8; module++) {
      for (int i = 1; i <= 3; i++) {
        String path = "middle_flow_" + module + "/sepconv_" + i;
        assertThat(rows.get(path).parameters()).isEqualTo(536_536);
        assertThat(rows.get(path + "_bn").parameters()).isEqualTo(2 * 1456);
        assertThat(rows.get(path).type()).isEqualTo("separableConv2d");
      }
    }
    assertThat(rows.get("predictions").parameters()).isEqualTo(2_049_000);
    assertThat(rows.keySet()).noneMatch(path -> path.startsWith("middle_flow_9"));
  }

  @Test
  void parameterPathsOfXception() {
    Graph graph = Lowering.lower(Presets.model("xception").orElseThrow());
    assertThat(graph.parameters())
        .extracting(parameter -> parameter.path())
        .contains(
            "conv_1/kernel",
            "middle_flow_3/sepconv_2/depthwise_kernel",
            "middle_flow_3/sepconv_2/pointwise_kernel",
            "middle_flow_3/sepconv_2_bn/gamma",
            "predictions/kernel",
            "predictions/bias");
  }

  @Test
  void spatialSizes() {
    assertThat(
            heights(
                "xception",
                "conv_1",
                "conv_2",
                "entry_flow_1/pool",
                "entry_flow_2/pool",
                "entry_flow_3/pool",
                "middle_flow_8/residual_1",
                "exit_flow_1/pool"))
        .containsExactly(149, 147, 74, 37, 19, 19, 10);
    assertThat(
            heights(
                "xception-flowers17",
                "conv_1",
                "conv_2",
                "entry_flow_1/pool",
                "entry_flow_2/pool",
                "entry_flow_3/pool",
                "exit_flow/pool"))
        .containsExactly(75, 75, 38, 19, 10, 5);
  }

  @Test
  void xceptionOnSmallImages() {
    String small =
        Specs.toJson(Presets.model("xception").orElseThrow())
            .replace(": 299", " : 149")
            .replace(" : 299", " : 149");
    Map<String, ModelSummary.Row> rows =
        ModelSummary.of(Specs.parseModel(small, "small")).layers().stream()
            .collect(Collectors.toMap(ModelSummary.Row::path, Function.identity()));
    assertThat(
            List.of(
                    "conv_1",
                    "conv_2",
                    "entry_flow_1/pool",
                    "entry_flow_2/pool",
                    "entry_flow_3/pool",
                    "exit_flow_1/pool")
                .stream()
                .map(path -> rows.get(path).outputShape().dim(0)))
        .containsExactly(74, 72, 36, 18, 9, 5);
  }

  /** Where SAME is asymmetric, the larger half comes after. */
  @Test
  void asymmetricPools() {
    Padding after = new Padding(0, 1, 0, 1);
    Padding around = new Padding(1, 1, 1, 1);
    assertThat(pools("xception")).containsExactly(around, after, around, around);
    assertThat(pools("xception-flowers17").subList(0, 4))
        .containsExactly(around, after, around, after);
  }

  private static List<Padding> pools(String preset) {
    return Lowering.lower(Presets.model(preset).orElseThrow()).nodes().stream()
        .flatMap(node -> node.op() instanceof Op.MaxPool p ? Stream.of(p) : null)
        .map(pool -> pool.window().padding())
        .toList();
  }

  @Test
  void theArticlesEntryModulesBeginWithoutRelu() {
    Graph graph = Lowering.lower(Presets.model("xception-flowers17").orElseThrow());
    IntStream.rangeClosed(1, 3)
        .mapToObj(i -> graph.node("entry_flow_" + i + "/sepconv_1/depthwise").orElseThrow())
        .forEach(
            node -> {
              int input = node.inputs().get(0);
              assertThat(graph.nodes().get(input - 1).op())
                  .isInstanceOfAny(Op.Relu.class, Op.Add.class);
              assertThat(graph.nodes().get(input - 1).path())
                  .doesNotStartWith(node.path().substring(0, "entry_flow_1".length()));
            });
    assertThat(graph.node("feature").orElseThrow().outputShape()).isEqualTo(Shape.of(256));
  }
}
