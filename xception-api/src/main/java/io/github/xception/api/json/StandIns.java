package io.github.xception.api.json;

import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.form.Range;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces values that are missing or wrong, so that reading can go on. A problem that is found
 * further on counts only if it is found with stand-ins of another variant, too: then it does not
 * come from the stand-in.
 *
 * @param variant shifts every number
 */
record StandIns(int variant) {
  /** Returns a value for a key, if there can be one. */
  Optional<?> forKey(RecordForm.Key key) {
    if (key.optional()) {
      return Optional.empty();
    }
    if (key.defaultValue().isPresent()) {
      Located standard = new Located(key.defaultValue().get(), "");
      return new Binder(new Problems(), this).standard(standard, key);
    }
    Type type = key.type();
    double min = key.range().map(Range::min).orElse(1.0);
    if (type == int.class) {
      return Optional.of((int) min + variant);
    }
    if (type == double.class) {
      double max = key.range().map(Range::max).orElse(1.0);
      return Optional.of(min + (max - min) / (2 + variant));
    }
    if (type == String.class) {
      return Optional.of("unnamed");
    }
    if (type == KernelSize.class) {
      return Optional.of(kernelSize());
    }
    if (type instanceof ParameterizedType collection) {
      return Optional.of(collection.getRawType() == List.class ? List.of() : Map.of());
    }
    if (type instanceof Class<?> c && c.isRecord() && c != Located.class) {
      return new Binder(new Problems(), this).record(new Located(JsonText.object(), ""), c);
    }
    return Optional.empty();
  }

  KernelSize kernelSize() {
    return new KernelSize(1 + variant, 1 + variant);
  }
}
