package io.github.xception.train;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds out whether a run can go on with another config than it began with. */
final class ConfigDifferences {
  /** What changes no number of the run, except that another engine rounds in its own way. */
  private static final Pattern FREE =
      Pattern.compile(
          "/(backend|tensorboard)(/.*)?"
              + "|/training/(reportEvery|evaluateEvery|checkpointEvery|keepCheckpoints)"
              + "|/data/(workers|prefetch)"
              // Images may move; the hash of the split tells whether they are the same.
              + "|/data/source/(.*/)?path"
              // Only the beginning of a run reads it.
              + "|/training/fineTune/from");

  private static final JsonPointer STEPS = JsonPointer.compile("/training/steps");

  private ConfigDifferences() {}

  /**
   * Returns what stands in the way, one line each: pointer, old value, new value. More steps never
   * do.
   *
   * @param before the resolved config that the run began with
   * @param now the resolved config that it is to go on with
   */
  static List<String> between(JsonNode before, JsonNode now) {
    List<String> differences = new ArrayList<>();
    compare(JsonPointer.empty(), before, now, differences);
    return differences;
  }

  private static void compare(
      JsonPointer pointer, JsonNode before, JsonNode now, List<String> differences) {
    if (before.equals(now) || FREE.matcher(pointer.toString()).matches()) {
      return;
    }
    if (before.isObject() && now.isObject()) {
      for (String name : names(before, now)) {
        compare(pointer.appendProperty(name), before.path(name), now.path(name), differences);
      }
    } else if (before.isArray() && now.isArray() && before.size() == now.size()) {
      for (int i = 0; i < now.size(); i++) {
        compare(pointer.appendIndex(i), before.path(i), now.path(i), differences);
      }
    } else if (!(pointer.equals(STEPS) && now.asLong() > before.asLong())) {
      differences.add(pointer + ": was " + text(before) + ", now " + text(now));
    }
  }

  private static Set<String> names(JsonNode before, JsonNode now) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    now.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }
}
