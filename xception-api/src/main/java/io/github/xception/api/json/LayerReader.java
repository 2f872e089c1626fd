package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.form.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads lists of layers: expands uses of blocks and repeats, names the layers, and fills in
 * parameters and defaults. How much it expands is limited before it happens.
 */
final class LayerReader {
  /** The most layers of a network, blocks and repeats expanded. */
  static final int MOST_LAYERS = 10_000;

  /** The most layers that are expanded after a problem, to find more of them. */
  private static final int MOST_DRAFT_LAYERS = 500;

  /** The most levels of blocks, repeats and residuals within each other. */
  static final int MOST_LEVELS = 64;

  /** Types of layers that hold a computation. */
  static final Map<String, Class<?>> OPERATIONS = Union.alternatives(LayerSpec.class);

  /** All types of layers, and what they are read as. */
  static final Map<String, Class<?>> TYPES = types();

  private final Binder binder;
  private final Problems problems;
  private final Map<String, Located> defaults;
  private final Map<String, Written.Block> blocks;
  private int layersLeft = MOST_LAYERS;
  private int draftLayersLeft = MOST_DRAFT_LAYERS;

  /**
   * Makes a reader.
   *
   * @param defaults by type of layer, what stands for keys that are left out
   * @param blocks the blocks that can be used
   */
  LayerReader(
      Binder binder,
      Problems problems,
      Map<String, Located> defaults,
      Map<String, Written.Block> blocks) {
    this.binder = binder;
    this.problems = problems;
    this.defaults = defaults;
    this.blocks = blocks;
  }

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new LinkedHashMap<>(OPERATIONS);
    types.put("residual", Written.Residual.class);
    types.put("repeat", Written.Repeat.class);
    return Collections.unmodifiableMap(types);
  }

  /**
   * Where a list of layers stands.
   *
   * @param environment what references mean
   * @param open the blocks that are being expanded, by the pointer to their use, outermost first
   * @param level how deep the list is
   * @param expand whether uses are expanded and counted, or only checked
   */
  record Place(Environment environment, Map<String, String> open, int level, boolean expand) {
    static final Place TOP = new Place(Environment.OUTSIDE, Map.of(), 0, true);

    static Place definition(String block, Map<String, Optional<Located>> parameters) {
      return new Place(Environment.of(block, parameters), Map.of(), 0, false);
    }

    Place deeper() {
      return new Place(environment, open, level + 1, expand);
    }

    Place inside(String block, String use, Map<String, Optional<Located>> parameters) {
      Map<String, String> opened = new LinkedHashMap<>(open);
      opened.put(block, use);
      return new Place(Environment.of(block, parameters), opened, level + 1, expand);
    }

    List<String> usedAt() {
      List<String> uses = new ArrayList<>(open.values());
      Collections.reverse(uses);
      return uses;
    }
  }

  /**
   * Reads a list.
   *
   * @param into gets the layers, up to the first that could not be made
   * @return whether all could be made
   */
  boolean read(List<Located> written, Scope scope, Place place, List<Layer> into) {
    List<Layer> target = into;
    boolean whole = true;
    for (Located item : written) {
      if (!layer(item, scope, place, target)) {
        whole = false;
        // What follows is read for its problems only: what it would get is not known.
        target = new ArrayList<>();
      }
    }
    return whole;
  }

  private boolean layer(Located at, Scope scope, Place place, List<Layer> into) {
    if (place.level() > MOST_LEVELS) {
      problems.add(
          new Problem(at.pointer(), "a layer at a deeper level", MOST_LEVELS + " levels at most"));
      return false;
    }
    if (place.expand() && !mayExpand()) {
      return false;
    }
    if (at.node().has("use")) {
      return use(at, scope, place, into);
    }
    Optional<Binder.Named> named = binder.named(at, TYPES);
    if (named.isEmpty()) {
      return false;
    }
    Located body = named.get().body();
    return switch (named.get().name()) {
      case "residual" -> residual(body, scope, place, into);
      case "repeat" -> repeat(body, scope, place, into);
      default -> operation(named.get(), scope, place, into);
    };
  }

  /** Counts a layer before it is made. */
  private boolean mayExpand() {
    if (!problems.isEmpty() && draftLayersLeft-- <= 0) {
      draftLayersLeft = 0;
      return false;
    }
    if (layersLeft-- <= 0) {
      draftLayersLeft = 0;
      problems.add(
          new Problem(
              "/layers", "more layers, blocks and repeats expanded", MOST_LAYERS + " at most"));
      return false;
    }
    return true;
  }

  private boolean operation(Binder.Named named, Scope scope, Place place, List<Layer> into) {
    String type = named.name();
    Located body = named.body();
    Located fallback = defaults.getOrDefault(type, new Located(JsonText.missing(), ""));
    Optional<LayerSpec> spec =
        binder.record(body, named.type(), place.environment(), fallback).map(LayerSpec.class::cast);
    String path = claim(spec.flatMap(LayerSpec::name), type, body, scope);
    spec.ifPresent(
        layer ->
            into.add(
                new Layer(path, type, layer, new Layer.Origin(body.pointer(), place.usedAt()))));
    return spec.isPresent();
  }

  private boolean residual(Located body, Scope scope, Place place, List<Layer> into) {
    Optional<Written.Residual> written = bind(body, Written.Residual.class, place);
    if (written.isEmpty()) {
      return false;
    }
    String path = claim(written.get().name(), "residual", body, scope);
    List<Layer> main = new ArrayList<>();
    boolean whole = read(written.get().main(), scope, place.deeper(), main);
    Optional<List<Layer>> shortcut = Optional.empty();
    if (written.get().shortcut().isPresent()) {
      List<Layer> layers = new ArrayList<>();
      whole &= read(written.get().shortcut().get(), scope, place.deeper(), layers);
      shortcut = Optional.of(layers);
    }
    if (whole) {
      into.add(
          new Layer(
              path,
              "residual",
              new LayerSpec.Residual(written.get().name(), main, shortcut),
              new Layer.Origin(body.pointer(), place.usedAt())));
    }
    return whole;
  }

  private boolean repeat(Located body, Scope scope, Place place, List<Layer> into) {
    Optional<Written.Repeat> written = bind(body, Written.Repeat.class, place);
    if (written.isEmpty()) {
      return false;
    }
    List<Located> layers = written.get().layers();
    String name = scope.nameOf(written.get().name(), "repeat");
    // One use of a block needs no level of its own.
    boolean bare =
        layers.size() == 1 && layers.get(0).node().has("use") && !layers.get(0).node().has("name");
    boolean whole = true;
    List<Layer> target = into;
    int times = place.expand() ? written.get().times() : 1;
    for (int i = 1; i <= times && (i == 1 || draftLayersLeft > 0); i++) {
      String path = scope.claim(name + "_" + i, nameAt(written.get().name(), body), problems);
      Scope inner = Scope.within(path);
      whole &=
          bare
              ? bareUse(layers.get(0), inner, place.deeper(), target)
              : read(layers, inner, place.deeper(), target);
      if (!whole) {
        target = new ArrayList<>();
      }
    }
    return whole;
  }

  private boolean use(Located at, Scope scope, Place place, List<Layer> into) {
    Optional<Written.Use> use = writtenUse(at, place);
    if (use.isEmpty()) {
      return false;
    }
    String path = claim(use.get().name(), use.get().use(), at, scope);
    return block(at, use.get(), Scope.within(path), place, into);
  }

  private Optional<Written.Use> writtenUse(Located at, Place place) {
    Optional<Written.Use> use = bind(at, Written.Use.class, place);
    // Without a block's name, nothing may stand in for it.
    boolean named =
        place
            .environment()
            .resolve(at.member("use"), problems)
            .filter(block -> block.node().isTextual())
            .isPresent();
    return named ? use : Optional.empty();
  }

  private boolean bareUse(Located at, Scope scope, Place place, List<Layer> into) {
    return (!place.expand() || mayExpand())
        && writtenUse(at, place).map(use -> block(at, use, scope, place, into)).orElse(false);
  }

  /** Expands a block into a level of its own. */
  private boolean block(Located at, Written.Use use, Scope scope, Place place, List<Layer> into) {
    Written.Block block = blocks.get(use.use());
    if (block == null) {
      List<String> usable =
          blocks.keySet().stream().filter(name -> name.matches(Identifier.PATTERN)).toList();
      problems.addUnknown(at.pointer() + "/use", "the block", use.use(), usable);
      return false;
    }
    Map<String, Optional<Located>> parameters = parameters(at, use, block, place);
    if (place.open().containsKey(use.use())) {
      // Where the name is no reference, the circle was found among the definitions.
      if (Environment.isReference(at.member("use").node())) {
        problems.add(
            new Problem(
                at.pointer() + "/use",
                "block '" + use.use() + "', which is being expanded here",
                "blocks that do not use themselves"));
      }
      return false;
    }
    return place.expand()
        && read(block.layers(), scope, place.inside(use.use(), at.pointer(), parameters), into);
  }

  private Map<String, Optional<Located>> parameters(
      Located at, Written.Use use, Written.Block block, Place place) {
    String with = at.pointer() + "/with/";
    for (String given : use.with().keySet()) {
      if (!block.parameters().contains(given)) {
        problems.addUnknown(
            at.member("with").member(given).pointer(), "the parameter", given, block.parameters());
      }
    }
    Map<String, Optional<Located>> parameters = new LinkedHashMap<>();
    for (String name : block.parameters()) {
      Located value = use.with().get(name);
      if (value == null) {
        problems.add(
            new Problem(
                with + name,
                "nothing",
                "a value for parameter '" + name + "' of block '" + use.use() + "'"));
        parameters.put(name, Optional.empty());
      } else if (isPlain(value.node())) {
        parameters.put(name, place.environment().resolve(value, problems));
      } else {
        problems.add(value, "a number, a text, true, false or [height, width]");
        parameters.put(name, Optional.empty());
      }
    }
    return parameters;
  }

  private static boolean isPlain(JsonNode value) {
    return value.isArray()
        ? value.size() == 2 && value.get(0).isNumber() && value.get(1).isNumber()
        : value.isValueNode() && !value.isNull();
  }

  private <T> Optional<T> bind(Located at, Class<T> type, Place place) {
    return binder.record(at, type, place.environment(), new Located(JsonText.missing(), ""));
  }

  private String claim(Optional<String> name, String type, Located at, Scope scope) {
    return scope.claim(scope.nameOf(name, type), nameAt(name, at), problems);
  }

  private static String nameAt(Optional<String> name, Located at) {
    return at.pointer() + (name.isPresent() ? "/name" : "");
  }
}
