package io.github.xception.api.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.xception.api.spec.Problem;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sets single values of a training config's tree, such as {@code training.steps=300}. The keys on
 * the way are made where they are missing, short forms are written out, and a union gets the
 * alternative that is named.
 */
final class Overrides {
  /** The longest way to a value. */
  private static final int MOST_KEYS = 32;

  private final Problems problems;
  private final Function<JsonNode, JsonNode> expandModel;

  /**
   * Makes the means to override.
   *
   * @param expandModel returns the spec for a model that is given by name, or what it got
   */
  Overrides(Problems problems, Function<JsonNode, JsonNode> expandModel) {
    this.problems = problems;
    this.expandModel = expandModel;
  }

  /** Changes {@code root}, which is the caller's own. */
  void apply(ObjectNode root, List<String> assignments) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      List<String> keys =
          equals < 1 ? List.of() : List.of(assignment.substring(0, equals).split("\\.", -1));
      if (keys.isEmpty() || keys.size() > MOST_KEYS || keys.contains("")) {
        problems.add(
            new Problem(
                "",
                "the override '" + Words.shorten(assignment) + "'",
                "key=value, such as training.steps=300"));
      } else {
        set(root, Written.Training.class, keys, "", value(assignment.substring(equals + 1)));
      }
    }
  }

  private static JsonNode value(String text) {
    try {
      return JsonText.parseValue(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private void set(JsonNode parent, Type type, List<String> keys, String at, JsonNode value) {
    String key = keys.get(0);
    String pointer = at + "/" + key;
    Type inner = innerType(type, key);
    JsonNode child = value;
    if (keys.size() > 1) {
      child = container(child(parent, key), inner, keys.get(1));
      if (child.isValueNode()) {
        problems.add(
            new Problem(
                pointer, Words.describe(child), "an object, to set '" + keys.get(1) + "' in it"));
        return;
      }
    }
    if (parent instanceof ObjectNode object) {
      object.set(key, child);
    } else if (parent instanceof ArrayNode array) {
      Optional<Integer> index = index(key, array.size());
      if (index.isEmpty()) {
        problems.add(new Problem(pointer, "'" + Words.shorten(key) + "'", "an index of the array"));
        return;
      }
      array.set(index.get(), child);
    }
    if (keys.size() > 1) {
      set(child, inner, keys.subList(1, keys.size()), pointer, value);
    }
  }

  private static JsonNode child(JsonNode parent, String key) {
    JsonNode child =
        parent.isArray()
            ? index(key, parent.size()).map(parent::get).orElse(JsonText.missing())
            : parent.get(key);
    return child == null ? JsonText.missing() : child;
  }

  private static Optional<Integer> index(String key, int size) {
    return key.matches("[0-9]{1,6}") && Integer.parseInt(key) < size
        ? Optional.of(Integer.parseInt(key))
        : Optional.empty();
  }

  /** Returns what holds {@code next}: what is there, or what it is short for, or a new object. */
  private JsonNode container(JsonNode there, Type type, String next) {
    if (type == Located.class) {
      return expandModel.apply(there);
    }
    if (type instanceof Class<?> c && Union.is(c)) {
      return there.has(next) ? there : JsonText.object().set(next, JsonText.object());
    }
    if (there.isMissingNode()) {
      return JsonText.object();
    }
    if (there.isValueNode() && type instanceof Class<?> c && c.isRecord()) {
      return RecordForm.of(c)
          .shortForm()
          .<JsonNode>map(key -> JsonText.object().set(key, there))
          .orElse(there);
    }
    return there;
  }

  /** Returns the type of what {@code key} holds; {@code Object} where that is not told. */
  private static Type innerType(Type type, String key) {
    if (type instanceof Class<?> c && Union.is(c)) {
      Class<?> alternative = Union.alternatives(c).get(key);
      return alternative == null ? Object.class : alternative;
    }
    if (type instanceof Class<?> c && c.isRecord() && c != Located.class) {
      return RecordForm.of(c).keys().stream()
          .filter(candidate -> candidate.name().equals(key))
          .map(RecordForm.Key::type)
          .findFirst()
          .orElse(Object.class);
    }
    return Object.class;
  }
}
