package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes records as the JSON that {@link Binder} reads, every default filled in. */
final class RecordWriter {
  private RecordWriter() {}

  /** Returns the JSON of a record. */
  static ObjectNode write(Object record) {
    RecordForm<?> form = RecordForm.of(record.getClass());
    if (form.onlyMap().isPresent()) {
      return (ObjectNode) value(form.onlyMap().get(), form.value(record, 0));
    }
    ObjectNode object = JsonText.object();
    List<RecordForm.Key> keys = form.keys();
    for (int i = 0; i < keys.size(); i++) {
      RecordForm.Key key = keys.get(i);
      Object value = form.value(record, i);
      if (!(value instanceof Optional<?> optional)) {
        object.set(key.name(), value(key, value));
      } else if (optional.isPresent()) {
        object.set(key.name(), value(key, optional.get()));
      }
    }
    return object;
  }

  private static JsonNode value(RecordForm.Key key, Object value) {
    return value(key.type(), value);
  }

  private static JsonNode value(Type type, Object value) {
    if (value instanceof Located located) {
      return located.node();
    }
    if (value instanceof List<?> list) {
      Type item = RecordForm.argument(type, 0);
      return JsonText.array(list.stream().map(each -> value(item, each)).toArray(JsonNode[]::new));
    }
    if (value instanceof Map<?, ?> map) {
      Type item = RecordForm.argument(type, 1);
      ObjectNode object = JsonText.object();
      map.forEach((name, each) -> object.set(name.toString(), value(item, each)));
      return object;
    }
    return Scalars.write(value)
        .orElseGet(
            () -> {
              ObjectNode record = write(value);
              boolean union = type instanceof Class<?> c && Union.is(c);
              return union ? JsonText.object().set(Union.name(value.getClass()), record) : record;
            });
  }
}
