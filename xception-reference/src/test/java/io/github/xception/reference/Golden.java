package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One case that Keras or PyTorch has computed; see {@code src/test/golden/generate.py}.
 *
 * @param name which framework and what
 * @param json the case
 */
record Golden(String name, JsonNode json) {

  /** Returns all cases of an operation, from both files. */
  static Stream<Golden> cases(String op) {
    return Stream.of("keras.json", "torch.json")
        .map(Golden::read)
        .flatMap(
            file ->
                StreamSupport.stream(file.get("cases").spliterator(), false)
                    .filter(json -> json.get("op").asText().equals(op))
                    .map(
                        json ->
                            new Golden(
                                file.get("madeWith").asText() + ": " + json.get("name").asText(),
                                json)));
  }

  private static JsonNode read(String file) {
    Path golden = Path.of(System.getProperty("basedir", "."), "src", "test", "golden", file);
    try {
      return new ObjectMapper().readTree(golden.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + golden.toAbsolutePath(), e);
    }
  }

  boolean has(String tensor) {
    return json.get("tensors").has(tensor);
  }

  /** Returns the tensor with the given name. */
  TapeValue tensor(String tensor) {
    return value(json.get("tensors").get(tensor));
  }

  /** Returns a tensor that may be a parameter: its elements are the same as floats. */
  float[] floats(String tensor) {
    return tensor(tensor).toTensor().toArray();
  }

  /** Returns the tensors under {@code key} as weights. */
  Weights weights(String key) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    json.get(key)
        .properties()
        .forEach(field -> tensors.put(field.getKey(), value(field.getValue()).toTensor()));
    return Weights.of(tensors);
  }

  /** Returns the tensors of the list at {@code key}. */
  List<Tensor> list(String key) {
    return StreamSupport.stream(json.get(key).spliterator(), false)
        .map(node -> value(node).toTensor())
        .toList();
  }

  /** Returns the numbers of the list at {@code key}. */
  double[] numbers(String key) {
    return StreamSupport.stream(json.get(key).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** Returns the case's optimizer with the given decay. */
  OptimizerSpec optimizer(WeightDecay decay) {
    Map.Entry<String, JsonNode> named = json.get("optimizer").properties().iterator().next();
    JsonNode values = named.getValue();
    return switch (named.getKey()) {
      case "sgd" -> new OptimizerSpec.Sgd(values.get("momentum").asDouble(), decay);
      case "rmsprop" ->
          new OptimizerSpec.RmsProp(
              values.get("decay").asDouble(),
              values.get("momentum").asDouble(),
              values.get("epsilon").asDouble(),
              decay);
      case "adam" ->
          new OptimizerSpec.Adam(
              values.get("beta1").asDouble(),
              values.get("beta2").asDouble(),
              values.get("epsilon").asDouble(),
              decay);
      default -> throw new IllegalArgumentException("unknown optimizer " + named);
    };
  }

  private static TapeValue value(JsonNode node) {
    int[] dims =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    double[] data =
        StreamSupport.stream(node.get("data").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    return TapeValue.of(Shape.of(dims), data);
  }

  /** Checks that two arrays agree to {@code tolerance}, relative for numbers above 1. */
  static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], offset(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
