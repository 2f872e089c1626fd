package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.form.Range;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Predicate;

/** Values that are no objects in JSON. */
final class Scalars {
  private Scalars() {}

  /**
   * Reads a value.
   *
   * @param type a primitive, a text, an enum or a {@link PaddingSpec}
   * @param range limits of a number
   * @param texts accepts the texts that are allowed
   * @return empty if it is not of the type, or not allowed
   */
  static Optional<?> read(
      JsonNode node, Type type, Optional<Range> range, Predicate<String> texts) {
    if (type == int.class) {
      return integer(
          node,
          range.map(Range::min).orElse((double) Integer.MIN_VALUE),
          range.map(Range::max).orElse((double) Integer.MAX_VALUE));
    }
    if (type == long.class) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? Optional.of(node.longValue())
          : Optional.empty();
    }
    if (type == double.class || type == Double.class) {
      return Optional.of(node)
          .filter(JsonNode::isNumber)
          .map(JsonNode::doubleValue)
          .filter(Double::isFinite)
          .filter(value -> range.isEmpty() || contains(range.get(), value));
    }
    if (type == boolean.class) {
      return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }
    if (type == String.class) {
      return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue).filter(texts);
    }
    if (type == PaddingSpec.class) {
      return padding(node);
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      for (Object constant : c.getEnumConstants()) {
        if (node.isTextual() && Union.name((Enum<?>) constant).equals(node.textValue())) {
          return Optional.of(constant);
        }
      }
      return Optional.empty();
    }
    throw new IllegalStateException("no JSON form for " + type);
  }

  static Optional<Integer> integer(JsonNode node, double min, double max) {
    return node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= min
            && node.intValue() <= max
        ? Optional.of(node.intValue())
        : Optional.empty();
  }

  private static boolean contains(Range range, double value) {
    return (range.minExclusive() ? value > range.min() : value >= range.min())
        && (range.maxExclusive() ? value < range.max() : value <= range.max());
  }

  private static Optional<PaddingSpec> padding(JsonNode node) {
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "same" -> Optional.of(PaddingSpec.SAME);
        case "valid" -> Optional.of(PaddingSpec.VALID);
        default -> Optional.empty();
      };
    }
    return integer(node, 0, PaddingSpec.MAX).map(PaddingSpec::explicit);
  }

  /** Writes a value that {@link #read} or {@link Binder} makes of a value that is no object. */
  static Optional<JsonNode> write(Object value) {
    if (value instanceof Integer i) {
      return Optional.of(IntNode.valueOf(i));
    }
    if (value instanceof Long l) {
      return Optional.of(LongNode.valueOf(l));
    }
    if (value instanceof Double d) {
      return Optional.of(DoubleNode.valueOf(d));
    }
    if (value instanceof Boolean b) {
      return Optional.of(BooleanNode.valueOf(b));
    }
    if (value instanceof String s) {
      return Optional.of(TextNode.valueOf(s));
    }
    if (value instanceof Enum<?> e) {
      return Optional.of(TextNode.valueOf(Union.name(e)));
    }
    if (value instanceof PaddingSpec p) {
      return Optional.of(
          p.kind() == PaddingSpec.Kind.EXPLICIT
              ? IntNode.valueOf(p.amount())
              : TextNode.valueOf(Union.name(p.kind())));
    }
    if (value instanceof KernelSize k) {
      return Optional.of(
          k.height() == k.width()
              ? IntNode.valueOf(k.height())
              : JsonText.array(IntNode.valueOf(k.height()), IntNode.valueOf(k.width())));
    }
    return Optional.empty();
  }
}
