package io.github.xception.api.json;

import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.form.JsonName;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON names of a sealed interface's records: <code>{"adam": {...}}</code> is an {@code Adam}.
 * An alternative that needs no key can be written as its name alone.
 */
final class Union {
  private static final ClassValue<Map<String, Class<?>>> ALTERNATIVES =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
          Map<String, Class<?>> byName = new LinkedHashMap<>();
          Arrays.stream(type.getPermittedSubclasses())
              // Its lists hold layers that were expanded; see LayerReader.
              .filter(alternative -> alternative != LayerSpec.Residual.class)
              .forEach(alternative -> byName.put(name(alternative), alternative));
          if (type == OptimizerSpec.class) {
            byName.put("adamW", Written.AdamW.class);
          }
          return Collections.unmodifiableMap(byName);
        }
      };

  private Union() {}

  /** Tells whether a type is a union; an enum whose constants have bodies is sealed, too. */
  static boolean is(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }

  /** Returns the records by name, in the order of the interface's declaration. */
  static Map<String, Class<?>> alternatives(Class<?> type) {
    return ALTERNATIVES.get(type);
  }

  /** Returns the name of a record or an enum constant's spelling. */
  static String name(Class<?> type) {
    JsonName name = type.getAnnotation(JsonName.class);
    String simple = type.getSimpleName();
    return name == null
        ? Character.toLowerCase(simple.charAt(0)) + simple.substring(1)
        : name.value();
  }

  /** Returns an enum constant's name in JSON: {@code HE_NORMAL} is {@code heNormal}. */
  static String name(Enum<?> constant) {
    StringBuilder name = new StringBuilder();
    boolean capital = false;
    for (char c : constant.name().toCharArray()) {
      if (c == '_') {
        capital = true;
      } else {
        name.append(capital ? c : Character.toLowerCase(c));
        capital = false;
      }
    }
    return name.toString();
  }
}
