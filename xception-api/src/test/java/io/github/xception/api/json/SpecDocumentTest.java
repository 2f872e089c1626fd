package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.FineTuneSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.ScheduleSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.spec.TensorBoardSpec;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.spec.WeightDecay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/spec.md} says is so. */
class SpecDocumentTest {
  /** Rewrites what is generated in it: {@code mvn test -Dxception.update=true}. */
  private static final boolean UPDATE = Boolean.getBoolean("xception.update");

  private static final Path DOCUMENT = Path.of("../docs/spec.md");

  private static String document() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> examples(String kind) {
    return Pattern.compile("```json " + kind + "\n(.*?)```", Pattern.DOTALL)
        .matcher(document())
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void modelsCanBeRead() {
    assertThat(examples("model"))
        .hasSize(1)
        .allSatisfy(
            json ->
                assertThat(Lowering.lower(Specs.parseModel(json, "example")).parameters())
                    .extracting(parameter -> parameter.path())
                    .contains("middle_flow_2/sepconv/pointwise_kernel"));
  }

  @Test
  void configsCanBeRead() {
    assertThat(examples("config"))
        .hasSize(2)
        .allSatisfy(json -> Specs.parseTraining(json, "example", List.of()));
  }

  @Test
  void theErrorIsTheOneShown() throws IOException {
    SpecException error =
        catchThrowableOfType(
            SpecException.class, () -> Specs.parseModel(examples("wrong").get(0), "wrong.json"));
    hasSection("```text\n", error.getMessage() + "\n", "```");
  }

  @Test
  void theTableOfLayersIsThatOfTheRecords() throws IOException {
    Map<String, Class<?>> types = new LinkedHashMap<>(LayerReader.TYPES);
    types.put("use", Written.Use.class);
    hasSection("<!-- generated: layers -->\n", table("type", types), "<!-- end -->");
  }

  @Test
  void theTableOfConfigsIsThatOfTheRecords() throws IOException {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    types.put("(top)", Written.Training.class);
    types.put("`model.input`", InputSpec.class);
    types.put("`data`", DataSpec.class);
    Union.alternatives(DataSourceSpec.class)
        .forEach((name, type) -> types.put("`data.source." + name + "`", type));
    types.put("`data.split`", SplitSpec.class);
    types.put("`data.augmentation`", AugmentationSpec.class);
    types.put("`data.augmentation.crop`", AugmentationSpec.Crop.class);
    types.put("`training`", TrainingSpec.class);
    types.put("`training.fineTune`", FineTuneSpec.class);
    Union.alternatives(OptimizerSpec.class)
        .forEach((name, type) -> types.put("`optimizer." + name + "`", type));
    types.put("`weightDecay`", WeightDecay.class);
    types.put("`optimizer.adamW.weightDecay`", Written.DecoupledDecay.class);
    Union.alternatives(ScheduleSpec.class)
        .forEach((name, type) -> types.put("`schedule." + name + "`", type));
    types.put("`backend`", BackendSpec.class);
    types.put("`tensorboard`", TensorBoardSpec.class);
    hasSection("<!-- generated: config -->\n", table("in", types), "<!-- end -->");
  }

  /** Compares what stands between two marks, or replaces it. */
  private static void hasSection(String before, String section, String after) throws IOException {
    String document = document();
    Matcher matcher =
        Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL)
            .matcher(document);
    assertThat(matcher.find()).as("a section after " + before).isTrue();
    if (UPDATE) {
      MatchResult found = matcher.toMatchResult();
      Files.writeString(
          DOCUMENT,
          document.substring(0, found.start(1)) + section + document.substring(found.end(1)));
    } else {
      assertThat(matcher.group(1)).isEqualTo(section);
    }
  }

  private static String table(String first, Map<String, Class<?>> types) {
    StringBuilder table =
        new StringBuilder("| " + first + " | key | value | default |\n|---|---|---|---|\n");
    types.forEach(
        (name, type) -> {
          String shown = name.startsWith("`") || name.startsWith("(") ? name : "`" + name + "`";
          // That every layer may have a name is said once.
          List<RecordForm.Key> keys =
              RecordForm.of(type).keys().stream()
                  .filter(key -> !(key.optional() && key.name().equals("name")))
                  .toList();
          if (keys.isEmpty()) {
            table.append("| %s | | | |\n".formatted(shown));
          }
          for (RecordForm.Key key : keys) {
            table.append(
                "| %s | `%s` | %s | %s |\n"
                    .formatted(shown, key.name(), value(key), standard(key)));
            shown = "";
          }
        });
    return table.toString();
  }

  private static String value(RecordForm.Key key) {
    if (key.type() instanceof Class<?> c && Union.is(c)) {
      return "one of "
          + Union.alternatives(c).keySet().stream()
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(", "));
    }
    return Expected.of(key.type(), key.range(), key.identifier()).replace("|", "\\|");
  }

  private static String standard(RecordForm.Key key) {
    return key.optional() ? "none" : key.defaultValue().map(value -> "`" + value + "`").orElse("");
  }
}
