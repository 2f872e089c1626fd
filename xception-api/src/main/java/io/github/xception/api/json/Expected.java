package io.github.xception.api.json;

import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.form.Range;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words what a key may hold. */
final class Expected {
  /** What a name may be. */
  static final String NAME = "a name of at most 64 letters, digits, '_', '-' and '.'";

  /** What a model may be in a training config. */
  static final String MODEL = "a preset's name, a file's name ending in .json, or a spec";

  private Expected() {}

  static String of(Type type, Optional<Range> range, boolean identifier) {
    if (type == int.class || type == long.class) {
      return "a whole number" + limits(range);
    }
    if (type == double.class || type == Double.class) {
      return "a number" + limits(range);
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return identifier ? NAME : "a text without control characters";
    }
    if (type == KernelSize.class) {
      return "a whole number from 1 to " + KernelSize.MAX + ", or [height, width]";
    }
    if (type == PaddingSpec.class) {
      return "\"same\", \"valid\" or a whole number from 0 to " + PaddingSpec.MAX;
    }
    if (type instanceof ParameterizedType collection) {
      if (collection.getRawType() != List.class) {
        return RecordForm.argument(type, 1) == Double.class
            ? "an object of names and numbers" + limits(range)
            : "an object";
      }
      return RecordForm.argument(type, 0) == Located.class
          ? "an array of layers"
          : "an array of texts";
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return Arrays.stream(c.getEnumConstants())
          .map(constant -> "\"" + Union.name((Enum<?>) constant) + "\"")
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == Located.class) {
      return MODEL;
    }
    return "an object";
  }

  private static String limits(Optional<Range> range) {
    return range
        .map(
            r ->
                (r.minExclusive() ? " above " : " from ")
                    + number(r.min())
                    + (r.maxExclusive() ? " to below " : " to ")
                    + number(r.max()))
        .orElse("");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
