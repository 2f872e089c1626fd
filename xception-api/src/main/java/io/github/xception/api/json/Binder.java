package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.form.Identifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes records from JSON. It never stops at a problem: a value that is wrong is replaced by a
 * stand-in, so that all other problems are found, too. What it made is only to be trusted if there
 * was no problem.
 */
final class Binder {
  private static final Predicate<String> IS_IDENTIFIER =
      Pattern.compile(Identifier.PATTERN).asMatchPredicate();
  private static final int LONGEST_TEXT = 4096;

  /** The most keys of an object, and items of a list that is not of layers. */
  private static final int MOST_MEMBERS = 1000;

  private final Problems problems;
  private final StandIns standIns;

  /**
   * Makes a binder.
   *
   * @param problems gets what is wrong
   * @param standIns replace what is wrong
   */
  Binder(Problems problems, StandIns standIns) {
    this.problems = problems;
    this.standIns = standIns;
  }

  /**
   * Makes a record without references; see {@link #record(Located, Class, Environment, Located)}.
   */
  <T> Optional<T> record(Located at, Class<T> type) {
    return record(at, type, Environment.NONE, new Located(JsonText.missing(), ""));
  }

  /**
   * Makes a record.
   *
   * @param at an object, or a plain value where the type has a short form
   * @param environment what references mean
   * @param fallback an object with values for keys that are left out, checked before; or missing
   * @return the record; empty if nothing can stand in for something that is wrong
   */
  <T> Optional<T> record(Located at, Class<T> type, Environment environment, Located fallback) {
    RecordForm<T> form = RecordForm.of(type);
    Map<String, Located> members = members(at, form);
    List<RecordForm.Key> keys = form.keys();
    Object[] values = new Object[keys.size()];
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      Optional<?> value = component(at, members, keys.get(i), environment, fallback);
      if (keys.get(i).optional()) {
        values[i] = value;
      } else if (value.isPresent()) {
        values[i] = value.get();
      } else {
        complete = false;
      }
    }
    return complete ? create(form, values, at) : Optional.empty();
  }

  private <T> Optional<T> create(RecordForm<T> form, Object[] values, Located at) {
    try {
      return Optional.of(form.create(values));
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Checks the members of an object that are there, and requires none. */
  void checkMembers(Located at, Class<?> type) {
    RecordForm<?> form = RecordForm.of(type);
    Map<String, Located> members = members(at, form);
    for (RecordForm.Key key : form.keys()) {
      Located member = members.get(key.name());
      if (member != null) {
        value(member, key, Environment.NONE);
      }
    }
  }

  /** Returns the values by key. One under a misspelt key counts for the key that was meant. */
  private Map<String, Located> members(Located at, RecordForm<?> form) {
    JsonNode node = at.node();
    Map<String, Located> members = new LinkedHashMap<>();
    if (form.onlyMap().isPresent()) {
      members.put(form.onlyMap().get().name(), at);
      return members;
    }
    if (!node.isObject()) {
      if (form.shortForm().isPresent() && node.isValueNode()) {
        members.put(form.shortForm().get(), at);
      } else {
        problems.add(at, "an object with keys " + String.join(", ", form.keyNames()));
      }
      return members;
    }
    if (node.size() > MOST_MEMBERS) {
      problems.add(tooMany(at));
      return members;
    }
    List<String> unknown = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (form.names().contains(key)) {
                members.put(key, at.member(key));
              } else {
                problems.addUnknown(at.member(key).pointer(), "the key", key, form.keyNames());
                unknown.add(key);
              }
            });
    for (String key : unknown) {
      Words.nearest(key, form.keyNames())
          .ifPresent(meant -> members.putIfAbsent(meant, at.member(key)));
    }
    return members;
  }

  private Optional<?> component(
      Located at,
      Map<String, Located> members,
      RecordForm.Key key,
      Environment environment,
      Located fallback) {
    Located member = members.get(key.name());
    if (member != null) {
      return orStandIn(value(member, key, environment), key);
    }
    if (!fallback.isMissing() && !fallback.member(key.name()).isMissing()) {
      Binder quiet = new Binder(new Problems(), standIns);
      return orStandIn(quiet.value(fallback.member(key.name()), key, Environment.NONE), key);
    }
    if (key.defaultValue().isPresent()) {
      return value(new Located(key.defaultValue().get(), ""), key, Environment.NONE);
    }
    if (key.optional()) {
      return Optional.empty();
    }
    if (at.node().isObject()) {
      problems.add(at.member(key.name()), Expected.of(key.type(), key.range(), key.identifier()));
    }
    return standIns.forKey(key);
  }

  private Optional<?> orStandIn(Optional<?> value, RecordForm.Key key) {
    return value.isPresent() ? value : standIns.forKey(key);
  }

  /** Returns a key's default. */
  Optional<?> standard(Located standard, RecordForm.Key key) {
    return value(standard, key, Environment.NONE);
  }

  private Optional<?> value(Located written, RecordForm.Key key, Environment environment) {
    if (key.type() == Located.class) {
      return Optional.of(written);
    }
    Optional<Located> resolved = environment.resolve(written, problems);
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    Located at = resolved.get();
    Type type = key.type();
    Optional<?> value;
    if (type == KernelSize.class) {
      value = kernelSize(at, environment);
    } else if (type instanceof ParameterizedType collection) {
      return collection(at, collection, key);
    } else if (type instanceof Class<?> c && Union.is(c)) {
      return union(at, c);
    } else if (type instanceof Class<?> c && c.isRecord() && c != PaddingSpec.class) {
      return record(at, c, environment, new Located(JsonText.missing(), ""));
    } else {
      value =
          Scalars.read(
              at.node(), type, key.range(), key.identifier() ? IS_IDENTIFIER : Binder::isText);
    }
    if (value.isEmpty()) {
      problems.add(at, Expected.of(type, key.range(), key.identifier()));
    }
    return value;
  }

  private static boolean isText(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_TEXT
        && text.chars().noneMatch(Character::isISOControl);
  }

  private Optional<KernelSize> kernelSize(Located at, Environment environment) {
    if (!at.node().isArray() || at.node().size() != 2) {
      return extent(at.node()).map(extent -> new KernelSize(extent, extent));
    }
    Optional<Located> height = environment.resolve(at.item(0), problems);
    Optional<Located> width = environment.resolve(at.item(1), problems);
    if (height.isEmpty() || width.isEmpty()) {
      return Optional.of(standIns.kernelSize());
    }
    Optional<Integer> rows = extent(height.get().node());
    Optional<Integer> columns = extent(width.get().node());
    return rows.isPresent() && columns.isPresent()
        ? Optional.of(new KernelSize(rows.get(), columns.get()))
        : Optional.empty();
  }

  private static Optional<Integer> extent(JsonNode node) {
    return Scalars.integer(node, 1, KernelSize.MAX);
  }

  private Optional<?> collection(Located at, ParameterizedType type, RecordForm.Key of) {
    boolean list = type.getRawType() == List.class;
    Type item = RecordForm.argument(type, list ? 0 : 1);
    if (list ? !at.node().isArray() : !at.node().isObject()) {
      problems.add(at, Expected.of(type, Optional.empty(), false));
      return Optional.empty();
    }
    if (list && item == Located.class) {
      if (at.node().isEmpty()) {
        problems.add(at, "an array of at least one layer");
      }
      return Optional.of(IntStream.range(0, at.node().size()).mapToObj(at::item).toList());
    }
    if (at.node().size() > MOST_MEMBERS) {
      problems.add(tooMany(at));
      return Optional.empty();
    }
    RecordForm.Key key =
        new RecordForm.Key("", item, false, Optional.empty(), of.range(), of.identifier());
    if (list) {
      return Optional.of(
          IntStream.range(0, at.node().size())
              .mapToObj(i -> value(at.item(i), key, Environment.NONE))
              .flatMap(Optional::stream)
              .toList());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    at.node()
        .fieldNames()
        .forEachRemaining(
            name ->
                value(at.member(name), key, Environment.NONE)
                    .ifPresent(value -> map.put(name, value)));
    return Optional.of(map);
  }

  private static Problem tooMany(Located at) {
    return new Problem(
        at.pointer(),
        Words.describe(at.node()) + ", size " + at.node().size(),
        MOST_MEMBERS + " at most");
  }

  private Optional<?> union(Located at, Class<?> type) {
    return named(at, Union.alternatives(type))
        .flatMap(named -> record(named.body(), named.type()))
        .map(record -> record instanceof Written.Form form ? form.meaning() : record);
  }

  /**
   * What an object with one key says.
   *
   * @param name the key, corrected if it was misspelt
   * @param type what goes by that name
   * @param body its value
   */
  record Named(String name, Class<?> type, Located body) {}

  /** Reads an object with one key, or that key alone. */
  Optional<Named> named(Located at, Map<String, Class<?>> types) {
    JsonNode node = at.node();
    String name;
    Located body;
    if (node.isTextual()) {
      name = node.textValue();
      body = new Located(JsonText.object(), at.pointer());
    } else if (node.isObject() && node.size() == 1) {
      name = node.fieldNames().next();
      body = at.member(name);
    } else {
      problems.add(at, "an object with one key: " + Problems.oneOf(types.keySet()));
      return Optional.empty();
    }
    Class<?> type = types.get(name);
    if (type != null) {
      return Optional.of(new Named(name, type, body));
    }
    problems.addUnknown(body.pointer(), "the type", name, types.keySet());
    return Words.nearest(name, types.keySet())
        .flatMap(
            meant -> Optional.ofNullable(types.get(meant)).map(t -> new Named(meant, t, body)));
  }
}
