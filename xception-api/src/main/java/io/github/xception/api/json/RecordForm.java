package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Identifier;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.spec.form.ShortForm;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON form of a record type: its keys, what each may hold, and how to make the record. Made
 * once per type; reading, writing and the schema follow it.
 *
 * @param <T> the record
 */
final class RecordForm<T> {
  /**
   * One key.
   *
   * @param name the key
   * @param type what it holds; the inner type for one that may be left out without a default
   * @param optional whether the component is an {@code Optional}
   * @param defaultValue what stands for it when it is left out
   * @param range limits of a number
   * @param identifier whether it is a text for paths
   */
  record Key(
      String name,
      Type type,
      boolean optional,
      Optional<JsonNode> defaultValue,
      Optional<Range> range,
      boolean identifier) {
    boolean required() {
      return !optional && defaultValue.isEmpty();
    }
  }

  private static final ClassValue<RecordForm<?>> FORMS =
      new ClassValue<>() {
        @Override
        protected RecordForm<?> computeValue(Class<?> type) {
          return new RecordForm<>(type);
        }
      };

  private final Class<T> type;
  private final Constructor<T> constructor;
  private final RecordComponent[] components;
  private final List<Key> keys;
  private final List<String> keyNames;
  private final Set<String> names;

  private RecordForm(Class<T> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new LinkageError("a record without its canonical constructor: " + type, e);
    }
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
    }
    this.keys = Arrays.stream(components).map(RecordForm::key).toList();
    this.keyNames = keys.stream().map(Key::name).toList();
    this.names = Set.copyOf(keyNames);
  }

  /** Returns the form of a record type. */
  @SuppressWarnings("unchecked") // The form of a class is made from that class.
  static <T> RecordForm<T> of(Class<T> type) {
    return (RecordForm<T>) FORMS.get(type);
  }

  private static Key key(RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Default standard = component.getAnnotation(Default.class);
    return new Key(
        component.getName(),
        optional ? argument(component.getGenericType(), 0) : component.getGenericType(),
        optional,
        Optional.ofNullable(standard).map(Default::value).map(JsonText::trusted),
        Optional.ofNullable(component.getAnnotation(Range.class)),
        component.isAnnotationPresent(Identifier.class));
  }

  /** Returns type argument {@code index} of a parametrised type. */
  static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  List<Key> keys() {
    return keys;
  }

  /** Returns the keys' names, in order. */
  List<String> keyNames() {
    return keyNames;
  }

  Set<String> names() {
    return names;
  }

  /** Returns the key that a plain value in place of the object is for. */
  Optional<String> shortForm() {
    return Optional.ofNullable(type.getAnnotation(ShortForm.class)).map(ShortForm::value);
  }

  /**
   * Returns the key that the whole object is for: that of a map which is all that the record has.
   */
  Optional<Key> onlyMap() {
    return keys.size() == 1
            && keys.get(0).type() instanceof ParameterizedType map
            && map.getRawType() == Map.class
        ? Optional.of(keys.get(0))
        : Optional.empty();
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException if the record refuses the values
   */
  T create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
    }
  }

  /** Returns the value of key number {@code index} of a record. */
  Object value(Object record, int index) {
    try {
      return components[index].getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read a " + type.getSimpleName(), e);
    }
  }
}
