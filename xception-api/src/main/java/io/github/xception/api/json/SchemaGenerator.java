package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.form.Identifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the JSON Schema (draft 2020-12) of models and training configs from the records that they
 * are read into. What only the whole of a spec can tell (shapes, blocks, names) a schema cannot.
 */
final class SchemaGenerator {
  private static final String DEFINITIONS = "$defs";

  private final ObjectNode definitions = JsonText.object();

  private SchemaGenerator() {}

  /** Returns the schema. */
  static ObjectNode generate() {
    SchemaGenerator generator = new SchemaGenerator();
    JsonNode training = generator.record(Written.Training.class);
    JsonNode model = generator.record(Written.Model.class);
    generator.layers();
    ObjectNode schema =
        JsonText.object()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "A model or a training config of Xception for the JVM")
            .put("type", "object");
    schema.set("if", JsonText.object().set("required", texts(List.of("layers"))));
    schema.set("then", model);
    schema.set("else", training);
    schema.set(DEFINITIONS, generator.definitions);
    return schema;
  }

  /** Defines a layer: an operation, a residual, a repeat or the use of a block. */
  private void layers() {
    ArrayNode forms = JsonText.array();
    forms.add(JsonText.object().set("enum", texts(LayerReader.OPERATIONS.keySet())));
    LayerReader.TYPES.forEach((name, type) -> forms.add(named(name, layer(type))));
    forms.add(layer(Written.Use.class));
    definitions.set("layer", JsonText.object().set("anyOf", forms));
    definitions.set(
        "reference",
        JsonText.object()
            .put("type", "string")
            .put("pattern", "^\\$")
            .put("description", "the value of a block's parameter"));
  }

  /** A layer's keys may hold references, and defaults may stand for those that are left out. */
  private JsonNode layer(Class<?> type) {
    String name = Union.name(type) + "Layer";
    if (!definitions.has(name)) {
      boolean operation = LayerReader.OPERATIONS.containsValue(type);
      definitions.set(name, object(type, true, !operation, Set.of()));
    }
    return reference(name);
  }

  private JsonNode record(Class<?> type) {
    String name = Union.name(type);
    if (!definitions.has(name)) {
      // Reserves the place, so that definitions come in the order of their first use.
      definitions.putNull(name);
      RecordForm<?> form = RecordForm.of(type);
      ObjectNode object =
          form.onlyMap()
              .map(key -> (ObjectNode) value(key))
              .orElseGet(() -> object(type, false, true, Set.of()));
      Optional<String> shortForm = form.shortForm();
      definitions.set(
          name,
          shortForm.isEmpty()
              ? object
              : anyOf(object.at("/properties/" + shortForm.get()).deepCopy(), object));
    }
    return reference(name);
  }

  private ObjectNode object(
      Class<?> type, boolean references, boolean required, Set<String> without) {
    ObjectNode properties = JsonText.object();
    ArrayNode needed = JsonText.array();
    if (type == Written.Model.class || type == Written.Training.class) {
      properties.set("$schema", JsonText.object().put("type", "string"));
    }
    for (RecordForm.Key key : RecordForm.of(type).keys()) {
      if (without.contains(key.name())) {
        continue;
      }
      JsonNode value = value(key);
      boolean scalar = !(key.type() instanceof ParameterizedType);
      JsonNode property = references && scalar ? anyOf(value, reference("reference")) : value;
      key.defaultValue().ifPresent(standard -> ((ObjectNode) property).set("default", standard));
      properties.set(key.name(), property);
      if (required && key.required()) {
        needed.add(key.name());
      }
    }
    ObjectNode object = JsonText.object().put("type", "object");
    object.set("properties", properties);
    if (!needed.isEmpty()) {
      object.set("required", needed);
    }
    return object.put("additionalProperties", false);
  }

  private JsonNode value(RecordForm.Key key) {
    Type type = key.type();
    if (type instanceof ParameterizedType collection) {
      return collection(key, collection);
    }
    if (type == Located.class) {
      ArrayNode forms = JsonText.array();
      forms.add(JsonText.object().set("enum", texts(Presets.names())));
      forms.add(JsonText.object().put("type", "string").put("pattern", "\\.json$"));
      forms.add(record(Written.Model.class));
      return JsonText.object().set("anyOf", forms);
    }
    if (type == KernelSize.class) {
      ObjectNode extent = integer(1, KernelSize.MAX);
      ObjectNode pair = JsonText.object().put("type", "array");
      pair.set("items", anyOf(extent, reference("reference")));
      pair.put("minItems", 2).put("maxItems", 2);
      return anyOf(extent, pair);
    }
    if (type == PaddingSpec.class) {
      return anyOf(
          JsonText.object().set("enum", texts(List.of("same", "valid"))),
          integer(0, PaddingSpec.MAX));
    }
    if (type instanceof Class<?> c && Union.is(c)) {
      return union(c);
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return JsonText.object()
          .set(
              "enum",
              texts(
                  Arrays.stream(c.getEnumConstants())
                      .map(constant -> Union.name((Enum<?>) constant))
                      .toList()));
    }
    return type instanceof Class<?> c && c.isRecord()
        ? JsonText.object().setAll((ObjectNode) record(c))
        : scalar(type, key);
  }

  private static ObjectNode scalar(Type type, RecordForm.Key key) {
    ObjectNode schema = JsonText.object();
    if (type == boolean.class) {
      return schema.put("type", "boolean");
    }
    if (type == String.class) {
      schema.put("type", "string");
      return key.identifier()
          ? schema.put("pattern", "^" + Identifier.PATTERN + "$")
          : schema.put("minLength", 1);
    }
    boolean whole = type == int.class || type == long.class;
    schema.put("type", whole ? "integer" : "number");
    key.range()
        .ifPresent(
            range -> {
              limit(schema, range.minExclusive() ? "exclusiveMinimum" : "minimum", range.min());
              limit(schema, range.maxExclusive() ? "exclusiveMaximum" : "maximum", range.max());
            });
    return schema;
  }

  private static void limit(ObjectNode schema, String keyword, double value) {
    if (value == Math.rint(value)) {
      schema.put(keyword, (long) value);
    } else {
      schema.put(keyword, value);
    }
  }

  private JsonNode collection(RecordForm.Key key, ParameterizedType type) {
    Type item = RecordForm.argument(type, type.getRawType() == List.class ? 0 : 1);
    if (type.getRawType() == List.class) {
      ObjectNode array = JsonText.object().put("type", "array");
      return item == Located.class
          ? array.put("minItems", 1).set("items", reference("layer"))
          : array.set("items", value(item(key, item)));
    }
    ObjectNode object = JsonText.object().put("type", "object");
    if (item == Written.Block.class) {
      object.set("propertyNames", identifier());
      return object.set("additionalProperties", record(Written.Block.class));
    }
    if (item == Double.class) {
      return object.set("additionalProperties", value(item(key, item)));
    }
    if (key.name().equals("defaults")) {
      ObjectNode properties = JsonText.object();
      for (Map.Entry<String, Class<?>> type1 : LayerReader.OPERATIONS.entrySet()) {
        properties.set(type1.getKey(), object(type1.getValue(), false, false, Set.of("name")));
      }
      object.set("properties", properties);
      return object.put("additionalProperties", false);
    }
    return object;
  }

  private static RecordForm.Key item(RecordForm.Key key, Type type) {
    return new RecordForm.Key("", type, false, Optional.empty(), key.range(), key.identifier());
  }

  private JsonNode union(Class<?> type) {
    String name = Union.name(type);
    if (!definitions.has(name)) {
      definitions.putNull(name);
      ArrayNode forms = JsonText.array();
      Map<String, Class<?>> alternatives = Union.alternatives(type);
      forms.add(
          JsonText.object()
              .set(
                  "enum",
                  texts(
                      alternatives.entrySet().stream()
                          .filter(entry -> needsNothing(entry.getValue()))
                          .map(Map.Entry::getKey)
                          .toList())));
      alternatives.forEach((key, record) -> forms.add(named(key, record(record))));
      definitions.set(name, JsonText.object().set("anyOf", forms));
    }
    return reference(name);
  }

  private static boolean needsNothing(Class<?> record) {
    return RecordForm.of(record).keys().stream().noneMatch(RecordForm.Key::required);
  }

  private static ObjectNode named(String name, JsonNode body) {
    ObjectNode object = JsonText.object().put("type", "object");
    object.set("properties", JsonText.object().set(name, body));
    object.set("required", texts(List.of(name)));
    return object.put("additionalProperties", false);
  }

  private static ObjectNode identifier() {
    return JsonText.object().put("type", "string").put("pattern", "^" + Identifier.PATTERN + "$");
  }

  private static ObjectNode integer(int min, int max) {
    return JsonText.object().put("type", "integer").put("minimum", min).put("maximum", max);
  }

  private static ObjectNode anyOf(JsonNode... forms) {
    return JsonText.object().set("anyOf", JsonText.array(forms));
  }

  private static ObjectNode reference(String definition) {
    return JsonText.object().put("$ref", "#/" + DEFINITIONS + "/" + definition);
  }

  private static ArrayNode texts(Iterable<String> texts) {
    ArrayNode array = JsonText.array();
    texts.forEach(array::add);
    return array;
  }
}
