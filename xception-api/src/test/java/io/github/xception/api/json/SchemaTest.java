package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is the one of the records, and means what the reader means. */
class SchemaTest {
  /** Rewrites the shipped schema: {@code mvn test -Dtest=SchemaTest -Dxception.update=true}. */
  private static final boolean UPDATE = Boolean.getBoolean("xception.update");

  private static final Path SHIPPED = Path.of("src/main/resources/xception/xception.schema.json");

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SchemaGenerator.generate());

  private Set<ValidationMessage> messages(String json) {
    return schema.validate(JsonText.parse(json, "test"));
  }

  @Test
  void theShippedSchemaIsTheGeneratedOne() throws IOException {
    String generated = JsonText.pretty(SchemaGenerator.generate());
    if (UPDATE) {
      Files.writeString(SHIPPED, generated);
    }
    assertThat(UPDATE ? Files.readString(SHIPPED) : Specs.schema()).isEqualTo(generated);
  }

  static Stream<String> documents() {
    return Stream.concat(
        Presets.names().stream().map(name -> Presets.modelTree(name).orElseThrow().toString()),
        Presets.trainingNames().stream()
            .flatMap(
                name ->
                    Stream.of(
                        Presets.trainingTree(name).orElseThrow().toString(),
                        Specs.toJson(Presets.training(name).orElseThrow()))));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void presetsAreValid(String json) {
    assertThat(messages(json)).isEmpty();
  }

  @Test
  void shortAndLongFormsAreValid() {
    assertThat(
            messages(
                """
                {"model": "net.json", "data": {"source": "sample",
                   "augmentation": {"crop": {"area": {"min": 0.5, "max": 1}}}},
                 "optimizer": {"adamW": {"weightDecay": 0.1}}, "schedule": "constant",
                 "backend": {"name": "reference", "threads": 2}}
                """))
        .isEmpty();
    assertThat(
            messages(
                "{\"model\": \"xception\", \"optimizer\": {\"rmsprop\": {\"weightDecay\": 0.1}},"
                    + " \"backend\": \"reference\"}"))
        .isEmpty();
  }

  @Test
  void anEditorMayNameTheSchema() {
    String json =
        Problematic.withLayers("[\"relu\"]").replaceFirst("\\{", "{\"\\$schema\": \"x.json\", ");
    assertThat(Specs.parseModel(json, "test").layers()).hasSize(1);
    assertThat(schema.validate(JsonText.object().put("$schema", "x").put("model", "xception")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"conv2d\": {\"filtres\": 3, \"kernel\": 3}}]",
        "[{\"conv2d\": {\"filters\": 0, \"kernel\": 3}}]",
        "[{\"conv2d\": {\"filters\": 3, \"kernel\": [3]}}]",
        "[{\"conv2d\": {\"filters\": \"3\", \"kernel\": 3}}]",
        "[{\"conv2d\": {\"filters\": 3, \"kernel\": 3, \"padding\": \"full\"}}]",
        "[{\"dropout\": {\"keep\": 0}}]",
        "[\"relux\"]",
        "[\"residual\"]",
        "[{\"relu\": {}, \"flatten\": {}}]",
        "[{\"repeat\": {\"times\": 0, \"layers\": [\"relu\"]}}]",
        "[{\"repeat\": {\"layers\": [\"relu\"]}}]",
        "[{\"residual\": {\"main\": []}}]",
        "[{\"relu\": {\"name\": \"a/b\"}}]",
        "[{\"use\": \"a\", \"within\": {}}]",
        "[]",
        "3"
      })
  void whatTheReaderRefusesTheSchemaRefuses(String layers) {
    assertThat(messages(Problematic.withLayers(layers))).isNotEmpty();
    assertThat(Problematic.layers(layers)).isNotEmpty();
  }

  @Test
  void wrongConfigsAreInvalid() {
    for (String json :
        List.of(
            "{}",
            "{\"model\": \"xeption\"}",
            "{\"model\": \"xception\", \"training\": {\"step\": 3}}",
            "{\"model\": \"xception\", \"optimizer\": \"adamm\"}",
            "{\"model\": \"xception\", \"schedule\": \"exponential\"}")) {
      assertThat(messages(json)).as(json).isNotEmpty();
      assertThat(Problematic.training(json)).as(json).isNotEmpty();
    }
  }
}
