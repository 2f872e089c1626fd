package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes JSON at random, by its structure or by its bytes. */
final class Mutations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          "$",
          "$f",
          "$filters",
          "$k",
          "same",
          "valid",
          "relu",
          "relux",
          "conv2d",
          "a",
          "b",
          "use",
          "repeat",
          "residual",
          "heNormal",
          "xception-mini",
          "flowers17",
          "adam",
          "sgd",
          "../x.json",
          "\u0000",
          "\ud800",
          "\u202e",
          "a/b",
          "~",
          "name",
          "gpu:0",
          "x".repeat(70),
          "NaN",
          "1",
          "true");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "3",
          "7",
          "64",
          "1000",
          "10000",
          "10001",
          "1048576",
          "1073741824",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1e400",
          "1e-400",
          "0.5",
          "1.5",
          "-0.0",
          "123456789012345678901234567890",
          "1e9");

  private static final List<String> KEYS =
      List.of(
          "name",
          "filters",
          "kernel",
          "stride",
          "padding",
          "groups",
          "bias",
          "use",
          "with",
          "times",
          "layers",
          "main",
          "shortcut",
          "conv2d",
          "dense",
          "relu",
          "repeat",
          "residual",
          "softmax",
          "flatten",
          "model",
          "blocks",
          "defaults",
          "input",
          "height",
          "seed",
          "adam",
          "sgd",
          "training",
          "steps",
          "filtres",
          "");

  private Mutations() {}

  static String mutate(String json, Random random) {
    ObjectNode root = (ObjectNode) JsonText.parse(json, "base");
    for (int i = few(random); i > 0; i--) {
      mutate(root, random);
    }
    return root.toString();
  }

  static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes;
    for (int i = few(random); i > 0; i--) {
      int at = random.nextInt(mutated.length);
      int length = Math.min(1 + random.nextInt(20), mutated.length - at);
      mutated =
          switch (random.nextInt(6)) {
            case 0 -> replaced(mutated, at, length, new byte[0]);
            case 1 -> replaced(mutated, at, 0, Arrays.copyOfRange(mutated, at, at + length));
            case 2 -> replaced(mutated, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 3 ->
                replaced(mutated, at, 0, pick(NUMBERS, random).getBytes(StandardCharsets.UTF_8));
            case 4 -> nudged(mutated, random);
            default ->
                replaced(
                    mutated,
                    at,
                    1,
                    new byte[] {(byte) "{}[],:\"$0-9.e".charAt(random.nextInt(13))});
          };
      if (mutated.length == 0) {
        return mutated;
      }
    }
    return mutated;
  }

  /** Mostly one: what is changed in many places is hardly ever right. */
  private static int few(Random random) {
    return random.nextBoolean() ? 1 : 1 + random.nextInt(4);
  }

  /** Changes one digit. */
  private static byte[] nudged(byte[] bytes, Random random) {
    byte[] nudged = bytes.clone();
    int start = random.nextInt(bytes.length);
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        nudged[i] = (byte) ('0' + random.nextInt(10));
        break;
      }
    }
    return nudged;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - length + by.length);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(bytes, at + length, result, at + by.length, bytes.length - at - length);
    return result;
  }

  /** Returns an assignment to a place in the tree or beside it. */
  static String override(JsonNode tree, Random random) {
    StringBuilder keys = new StringBuilder();
    JsonNode at = tree;
    while (at.isContainerNode() && !at.isEmpty() && random.nextInt(6) > 0) {
      String key = childKey(at, random);
      keys.append(keys.isEmpty() ? "" : ".").append(key);
      at = at.isArray() ? at.get(Integer.parseInt(key)) : at.get(key);
    }
    if (random.nextInt(3) == 0) {
      keys.append(keys.isEmpty() ? "" : ".").append(pick(KEYS, random));
    }
    return keys + (random.nextInt(20) == 0 ? "" : "=") + value(random, 0);
  }

  private static void mutate(ObjectNode root, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode parent = containers.get(random.nextInt(containers.size()));
    if (parent.isEmpty()) {
      return;
    }
    String key = childKey(parent, random);
    JsonNode other = containers.get(random.nextInt(containers.size()));
    if (parent instanceof ObjectNode object) {
      switch (random.nextInt(9)) {
        case 0 -> object.remove(key);
        case 5, 6, 7 -> object.set(key, nudged(object.get(key), random));
        case 1 -> object.set(pick(KEYS, random), value(random, 0));
        case 2 -> object.set(pick(KEYS, random), object.remove(key));
        case 3 -> object.set(key, other.deepCopy());
        case 4 -> object.set(typo(key, random), object.remove(key));
        default -> object.set(key, value(random, 0));
      }
    } else if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(key);
      switch (random.nextInt(6)) {
        case 0 -> array.remove(index);
        case 1 -> array.insert(index, array.get(index).deepCopy());
        case 2 -> array.insert(index, other.deepCopy());
        case 3 -> array.set(index, other.deepCopy());
        case 4 -> array.add(array.remove(index));
        default -> array.set(index, value(random, 0));
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static String childKey(JsonNode parent, Random random) {
    int index = random.nextInt(parent.size());
    if (parent.isArray()) {
      return String.valueOf(index);
    }
    List<String> names = new ArrayList<>();
    parent.fieldNames().forEachRemaining(names::add);
    return names.get(index);
  }

  private static String typo(String key, Random random) {
    int at = random.nextInt(key.length() + 1);
    return key.substring(0, at) + (char) ('a' + random.nextInt(26)) + key.substring(at);
  }

  /** Returns a value much like another. */
  private static JsonNode nudged(JsonNode value, Random random) {
    if (value.isInt()) {
      return NODES.numberNode(value.intValue() + random.nextInt(5) - 2);
    }
    if (value.isNumber()) {
      return NODES.numberNode(value.doubleValue() * random.nextDouble());
    }
    return value.isBoolean() ? NODES.booleanNode(!value.booleanValue()) : value(random, 0);
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> NODES.textNode(pick(TEXTS, random));
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> random.nextInt(4) == 0 ? NODES.nullNode() : NODES.numberNode(random.nextInt(20));
      case 3, 4 -> JsonText.parse(pick(NUMBERS, random), "number");
      case 5 -> {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth + 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(pick(KEYS, random), value(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
