package io.github.xception.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.bench.result.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two benches held against each other. */
public final class Comparison {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** By these a result of one bench is found in the other. */
  private static final List<String> KEYS =
      List.of("backend", "network", "mode", "batch", "precision", "device", "threads");

  private Comparison() {}

  /**
   * A result that both have.
   *
   * @param what the contender and what it did
   * @param before images per second
   * @param after images per second
   * @param beyondNoise whether the intervals have no value in common
   */
  public record Change(String what, double before, double after, boolean beyondNoise) {
    /** Returns the speed after as a share of that before. */
    public double ratio() {
      return after / before;
    }
  }

  /**
   * Reads the answer of an earlier bench.
   *
   * @throws IOException if there is no such file, or it is not such an answer; the message says
   *     what was expected
   */
  public static JsonNode read(Path file) throws IOException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!tree.path("results").isArray()) {
      throw new IOException(
          file + " holds no 'results'; expected what 'xception bench --json' has answered");
    }
    return tree;
  }

  /** Returns the results that both have, in the order of the later one. */
  public static List<Change> between(JsonNode before, JsonNode after) {
    Map<String, JsonNode> old = new LinkedHashMap<>();
    before.path("results").forEach(result -> old.put(key(result), result));
    List<Change> changes = new ArrayList<>();
    for (JsonNode result : after.path("results")) {
      Optional<JsonNode> match = Optional.ofNullable(old.get(key(result)));
      match
          .filter(each -> speed(each) > 0 && speed(result) > 0)
          .ifPresent(
              each ->
                  changes.add(
                      new Change(
                          key(result),
                          speed(each),
                          speed(result),
                          !interval(each).overlaps(interval(result)))));
    }
    return changes;
  }

  private static String key(JsonNode result) {
    return KEYS.stream().map(key -> result.path(key).asText()).collect(Collectors.joining(" "));
  }

  private static double speed(JsonNode result) {
    return result.path("imagesPerSecond").asDouble();
  }

  private static Interval interval(JsonNode result) {
    JsonNode interval = result.path("interval");
    return new Interval(
        interval.path("low").asDouble(0), interval.path("high").asDouble(Double.POSITIVE_INFINITY));
  }

  /** Returns in words how the machines of the two benches differ; empty if they do not. */
  public static List<String> machines(JsonNode before, JsonNode after) {
    return Stream.of("processor", "cores", "os", "java", "xception")
        .filter(key -> !before.path("machine").path(key).equals(after.path("machine").path(key)))
        .map(
            key ->
                "%s was %s and is %s"
                    .formatted(
                        key,
                        before.path("machine").path(key).asText("unknown"),
                        after.path("machine").path(key).asText("unknown")))
        .toList();
  }

  /** Returns the changes as a table. */
  public static ReportTable table(List<Change> changes) {
    return new ReportTable(
        "compared with the earlier bench",
        1,
        List.of("WHAT", "BEFORE", "NOW", "RATIO", "BEYOND NOISE"),
        changes.stream()
            .map(
                change ->
                    List.of(
                        change.what(),
                        ReportTables.speed(change.before()),
                        ReportTables.speed(change.after()),
                        String.format(Locale.ROOT, "%.3f", change.ratio()),
                        !change.beyondNoise() ? "no" : change.ratio() > 1 ? "faster" : "slower"))
            .toList());
  }
}
