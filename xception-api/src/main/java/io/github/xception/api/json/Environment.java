package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code $name} means at some place: the parameters of a block in one of its uses.
 *
 * @param references whether there is such a thing
 * @param place the place, in words
 * @param values the parameters that may be named; one without a value is not known here
 */
record Environment(boolean references, String place, Map<String, Optional<Located>> values) {
  /** Where a text that begins with {@code $} is just a text. */
  static final Environment NONE = new Environment(false, "", Map.of());

  /** Among layers, but outside of blocks. */
  static final Environment OUTSIDE = new Environment(true, "outside of a block", Map.of());

  static Environment of(String block, Map<String, Optional<Located>> values) {
    return new Environment(true, "in block '" + block + "'", values);
  }

  static boolean isReference(JsonNode node) {
    return node.isTextual() && node.textValue().startsWith("$");
  }

  /** Returns the value itself, or what it refers to; empty if that is not known. */
  Optional<Located> resolve(Located value, Problems problems) {
    if (!references || !isReference(value.node())) {
      return Optional.of(value);
    }
    String name = value.node().textValue().substring(1);
    Optional<Located> meaning = values.get(name);
    if (meaning == null) {
      problems.add(
          new Problem(
              value.pointer(),
              Words.describe(value.node()),
              values.isEmpty()
                  ? "a value, since there are no parameters " + place
                  : "a value or a parameter " + place + ": $" + String.join(", $", values.keySet()),
              Words.nearest(name, values.keySet()).map(nearest -> "$" + nearest)));
      return Optional.empty();
    }
    return meaning;
  }
}
