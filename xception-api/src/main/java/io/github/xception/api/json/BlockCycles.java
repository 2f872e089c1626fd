package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds blocks that use themselves, directly or through others. */
final class BlockCycles {
  private final Map<String, Written.Block> blocks;
  private final Map<String, Set<String>> uses = new LinkedHashMap<>();

  private BlockCycles(Map<String, Written.Block> blocks) {
    this.blocks = blocks;
    blocks.forEach((name, block) -> uses.put(name, usedBy(block)));
  }

  /** Adds a problem for each circle. */
  static void check(Map<String, Written.Block> blocks, String pointer, Problems problems) {
    new BlockCycles(blocks).check(pointer, problems);
  }

  private void check(String pointer, Problems problems) {
    removeThoseThatEnd();
    Set<String> seen = new HashSet<>();
    for (String start : List.copyOf(uses.keySet())) {
      // Each block that is left uses another one that is left, so the walk can only end in a
      // circle, or in a walk from before.
      LinkedHashSet<String> walk = new LinkedHashSet<>();
      String at = start;
      while (!seen.contains(at) && walk.add(at)) {
        at = uses.getOrDefault(at, Set.of()).iterator().next();
      }
      if (!seen.contains(at)) {
        List<String> circle = new ArrayList<>(walk);
        circle = new ArrayList<>(circle.subList(circle.indexOf(at), circle.size()));
        String first = circle.get(0);
        circle.add(first);
        problems.add(
            new Problem(
                pointer + "/" + first,
                "a circle of blocks: " + shown(circle),
                "blocks that do not use themselves"));
      }
      seen.addAll(walk);
    }
  }

  private static String shown(List<String> circle) {
    int most = 20;
    return String.join(" -> ", circle.subList(0, Math.min(most, circle.size())))
        + (circle.size() > most ? " -> ..." : "");
  }

  /** Leaves only blocks on a circle or on the way to one, and only uses of such. */
  private void removeThoseThatEnd() {
    Map<String, List<String>> users = new LinkedHashMap<>();
    uses.forEach(
        (user, used) ->
            used.forEach(block -> users.computeIfAbsent(block, b -> new ArrayList<>()).add(user)));
    ArrayDeque<String> ended = new ArrayDeque<>();
    uses.forEach(
        (block, used) -> {
          if (used.isEmpty()) {
            ended.add(block);
          }
        });
    while (!ended.isEmpty()) {
      String block = ended.remove();
      uses.remove(block);
      for (String user : users.getOrDefault(block, List.of())) {
        Set<String> left = uses.get(user);
        if (left != null && left.remove(block) && left.isEmpty()) {
          ended.add(user);
        }
      }
    }
  }

  private Set<String> usedBy(Written.Block block) {
    Set<String> used = new LinkedHashSet<>();
    ArrayDeque<JsonNode> open = new ArrayDeque<>();
    block.layers().forEach(layer -> open.add(layer.node()));
    while (!open.isEmpty()) {
      JsonNode node = open.remove();
      JsonNode name = node.get("use");
      if (name != null && name.isTextual() && blocks.containsKey(name.textValue())) {
        used.add(name.textValue());
      }
      if (name == null) {
        node.forEach(open::add);
      }
    }
    return used;
  }
}
