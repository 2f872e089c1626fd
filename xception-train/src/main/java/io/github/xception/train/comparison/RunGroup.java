package io.github.xception.train.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Runs beside each other, of whatever configs.
 *
 * @param runs two or more
 */
public record RunGroup(List<Run> runs) {
  /** So many are told apart by their colours. */
  public static final int MOST_RUNS = 6;

  /** Copies the list. */
  public RunGroup {
    runs = List.copyOf(runs);
  }

  /**
   * What one run has left so far.
   *
   * @param name what tells it from the others: its folder's name, or its path where two are equal
   * @param record {@code run.json}
   * @param metrics the lines of {@code metrics.jsonl}
   */
  public record Run(String name, JsonNode record, List<JsonNode> metrics) {
    /** Copies the lines. */
    public Run {
      metrics = List.copyOf(metrics);
    }

    /** Returns the engine, its version and the device, and the precision if it was chosen. */
    public String engine() {
      String precision = record.at("/config/backend/precision").asText("fp32");
      return "%s %s (%s%s)"
          .formatted(
              record.at("/backend/name").asText(),
              record.at("/backend/version").asText(),
              record.path("device").asText(),
              precision.equals("fp32") ? "" : ", " + precision);
    }

    /** Returns images in a batch. */
    public int batch() {
      return record.at("/config/training/batch").asInt();
    }

    /** Returns steps done. */
    public long steps() {
      return RunDirectory.steps(record, metrics);
    }

    /** Returns training images seen, each time that one was counted. */
    public long images() {
      return steps() * batch();
    }

    /** Returns how many images were held out. */
    public long testImages() {
      return record.at("/split/test").asLong();
    }

    /** Returns the last number of a name in the metrics; empty if there is none. */
    public OptionalDouble last(String key) {
      return metrics.stream()
          .map(line -> line.path(key))
          .filter(JsonNode::isNumber)
          .mapToDouble(JsonNode::doubleValue)
          .reduce((before, after) -> after);
    }

    /** Returns a number of what the run gives; while it is under way, the last of its name. */
    public OptionalDouble result(String key) {
      JsonNode given = record.path("final").path(key);
      return given.isNumber() ? OptionalDouble.of(given.doubleValue()) : last(key);
    }

    /** Returns images per second over the whole run. */
    public double imagesPerSecond() {
      return record.path("imagesPerSecond").asDouble();
    }
  }

  /**
   * A setting that is not the same in all runs.
   *
   * @param pointer JSON pointer into the resolved config
   * @param values one for each run, as JSON; "absent" where it has none
   */
  public record Setting(String pointer, List<String> values) {
    /** Copies the values. */
    public Setting {
      values = List.copyOf(values);
    }
  }

  /**
   * Reads runs, finished or under way.
   *
   * @throws TrainingException if they are fewer than two or more than {@link #MOST_RUNS}, one is
   *     given twice, or a file is not what a run writes
   * @throws IOException if a file cannot be read
   */
  public static RunGroup of(List<RunDirectory> directories) throws IOException {
    if (directories.size() < 2 || directories.size() > MOST_RUNS) {
      throw new TrainingException(
          "from 2 to %d runs can be shown beside each other, got %d"
              .formatted(MOST_RUNS, directories.size()));
    }
    Set<Path> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (RunDirectory directory : directories) {
      Path path = absolute(directory);
      if (!seen.add(path)) {
        throw new TrainingException(directory + " is given twice; give each run once");
      }
      names.add(String.valueOf(path.getFileName()));
    }
    boolean byName = names.size() == directories.size();
    List<Run> runs = new ArrayList<>();
    for (RunDirectory directory : directories) {
      String name =
          byName ? String.valueOf(absolute(directory).getFileName()) : directory.toString();
      runs.add(new Run(name, directory.record(), directory.metricLines()));
    }
    return new RunGroup(runs);
  }

  private static Path absolute(RunDirectory directory) {
    return directory.path().toAbsolutePath().normalize();
  }

  /** Returns the settings that are not the same in all runs, in the order of the configs. */
  public List<Setting> settings() {
    List<Map<String, JsonNode>> all = new ArrayList<>();
    Set<String> pointers = new LinkedHashSet<>();
    for (Run run : runs) {
      Map<String, JsonNode> leaves = new LinkedHashMap<>();
      collect("", run.record().path("config"), leaves);
      pointers.addAll(leaves.keySet());
      all.add(leaves);
    }
    List<Setting> settings = new ArrayList<>();
    for (String pointer : pointers) {
      List<String> values =
          all.stream()
              .map(leaves -> text(leaves.getOrDefault(pointer, MissingNode.getInstance())))
              .toList();
      if (values.stream().distinct().count() > 1) {
        settings.add(new Setting(pointer, values));
      }
    }
    return settings;
  }

  private static void collect(String pointer, JsonNode value, Map<String, JsonNode> leaves) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(
              entry -> {
                String token = entry.getKey().replace("~", "~0").replace("/", "~1");
                collect(pointer + "/" + token, entry.getValue(), leaves);
              });
    } else {
      leaves.put(pointer, value);
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }
}
