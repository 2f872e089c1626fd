package io.github.xception.api.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportedModelTest {
  private static final List<String> CLASSES = List.of("daisy", "lily");

  private static Graph graph(String... layers) {
    return Lowering.lower(
        Specs.parseModel(
            """
            {"name": "net", "input": {"height": 4, "width": 6}, "layers": [%s]}
            """
                .formatted(String.join(",", layers)),
            "test"));
  }

  private static ExportedModel model(Graph graph, InputSpec input, List<String> classes) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("step", "7");
    provenance.put("run", "first");
    return new ExportedModel(
        graph, InitialWeights.draw(graph, 1), input, Resize.NEAREST, 0.875, classes, provenance);
  }

  private static InputSpec input(Scaling scaling) {
    return new InputSpec(4, 6, 3, scaling);
  }

  private static final String DENSE = "{\"dense\": {\"units\": 2}}";

  @Test
  void describesTheNetwork() throws IOException {
    JsonNode metadata =
        new ObjectMapper()
            .readTree(model(graph("\"flatten\"", DENSE), input(Scaling.UNIT), CLASSES).metadata());

    assertThat(metadata.get("name").textValue()).isEqualTo("net");
    assertThat(metadata.at("/input/name").textValue()).isEqualTo("images");
    assertThat(metadata.at("/input/height").intValue()).isEqualTo(4);
    assertThat(metadata.at("/input/width").intValue()).isEqualTo(6);
    assertThat(metadata.at("/input/channels").intValue()).isEqualTo(3);
    assertThat(metadata.at("/input/centerCrop").doubleValue()).isEqualTo(0.875);
    assertThat(metadata.at("/input/resize").textValue()).isEqualTo("nearest");
    assertThat(metadata.at("/input/scaling/name").textValue()).isEqualTo("unit");
    assertThat(metadata.get("outputs")).hasToString("[\"probabilities\",\"logits\"]");
    assertThat(metadata.get("classes")).hasToString("[\"daisy\",\"lily\"]");
    assertThat(metadata.get("provenance")).hasToString("{\"step\":\"7\",\"run\":\"first\"}");
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void theNumbersOfTheScalingAreTheScaling(Scaling scaling) throws IOException {
    JsonNode numbers =
        new ObjectMapper()
            .readTree(model(graph("\"flatten\"", DENSE), input(scaling), CLASSES).metadata())
            .at("/input/scaling");

    for (float pixel : new float[] {0, 1, 100, 255}) {
      double scaled =
          pixel / numbers.get("divideBy").doubleValue() - numbers.get("subtract").doubleValue();
      assertThat(scaled).isCloseTo(scaling.apply(pixel), within(1e-6));
    }
  }

  @Test
  void takesASoftmaxOff() {
    ExportedModel model =
        model(graph("\"flatten\"", DENSE, "\"softmax\""), input(Scaling.NONE), CLASSES);

    assertThat(model.graph()).isEqualTo(graph("\"flatten\"", DENSE));
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    Graph graph = graph("\"flatten\"", DENSE);
    assertThatThrownBy(() -> model(graph, new InputSpec(4, 5, 3, Scaling.NONE), CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'net' takes images of 4x6x3", "4x5x3");
    assertThatThrownBy(() -> model(graph, input(Scaling.NONE), List.of("daisy")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'net' has an output of 2", "each of 1 classes");
    assertThatThrownBy(() -> model(graph("\"relu\""), input(Scaling.NONE), CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'net' has an output of 4x6x3");
  }

  @Test
  void anExportIsThereWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    ExportedModel model = model(graph("\"flatten\"", DENSE), input(Scaling.NONE), CLASSES);
    ModelSignature signature = new ModelSignature("main", List.of(), List.of());
    Path target = folder.resolve("a/network.bin");

    assertThatThrownBy(() -> new Halfway(true, signature).export(model, target))
        .isInstanceOf(ExportException.class);
    assertThat(folder.resolve("a")).isEmptyDirectory();

    assertThat(new Halfway(false, signature).export(model, target)).isEqualTo(signature);
    assertThat(target).hasContent("half");
    assertThat(folder.resolve("a").toFile().list()).containsExactly("network.bin");

    assertThatThrownBy(() -> new Halfway(false, signature).export(model, target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void anOptionThatTheFormatDoesNotHaveIsRefused(@TempDir Path folder) {
    ExportedModel model = model(graph("\"flatten\"", DENSE), input(Scaling.NONE), CLASSES);
    ModelSignature signature = new ModelSignature("main", List.of(), List.of());
    assertThatThrownBy(
            () ->
                new Halfway(false, signature)
                    .export(model, Set.of(ExportOption.HALF), folder.resolve("network.bin")))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("'halfway'", "[HALF]");
    assertThat(folder).isEmptyDirectory();
  }

  /** Writes a file, and may fail then. */
  private record Halfway(boolean fails, ModelSignature signature) implements ModelExporter {
    @Override
    public String format() {
      return "halfway";
    }

    @Override
    public ModelSignature write(ExportedModel model, Path place) throws IOException {
      Files.writeString(place, "half");
      if (fails) {
        throw new ExportException("too large");
      }
      return signature;
    }
  }
}
