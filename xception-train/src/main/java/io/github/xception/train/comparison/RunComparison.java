package io.github.xception.train.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.train.Checkpoint;
import io.github.xception.train.RunDirectory;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two runs of one config have in common.
 *
 * @param steps up to which step they were compared: where the shorter one stands
 * @param numbers how many metrics both have up to there
 * @param differences those that are not the same, in the order of the steps
 * @param weights the largest difference between the weights after {@code steps} steps, over the
 *     largest weight of the same tensor; empty if not both have a checkpoint there
 * @param surroundings what the runs were done with, where that differs, one line each
 */
public record RunComparison(
    long steps,
    int numbers,
    List<MetricDifference> differences,
    OptionalDouble weights,
    List<String> surroundings) {

  /** What says how long something took, not what came out. */
  private static final Set<String> TIMES = Set.of("imagesPerSecond", "feedShare");

  private static final List<String> SURROUNDINGS =
      List.of(
          "/xception",
          "/backend/name",
          "/backend/version",
          "/device",
          "/threads",
          "/config/backend/precision",
          "/java/version",
          "/os/name",
          "/os/arch",
          "/images/sha256",
          "/split/sha256");

  /** Copies the lists. */
  public RunComparison {
    differences = List.copyOf(differences);
    surroundings = List.copyOf(surroundings);
  }

  /** Returns the difference that comes first, if there is one. */
  public Optional<MetricDifference> firstDifference() {
    return differences.stream().findFirst();
  }

  /** Returns the largest difference, relative. */
  public Optional<MetricDifference> largestDifference() {
    return differences.stream().max(Comparator.comparingDouble(MetricDifference::relative));
  }

  /** Tells whether all metrics and weights are the same, bit for bit. */
  public boolean isSame() {
    return isWithin(0);
  }

  /**
   * Tells whether no metric and no weight differs by more than a share.
   *
   * @param tolerance the largest relative difference that is accepted
   */
  public boolean isWithin(double tolerance) {
    return differences.stream().allMatch(difference -> difference.relative() <= tolerance)
        && weights.orElse(0) <= tolerance;
  }

  /**
   * Compares two runs as far as both have come.
   *
   * @throws io.github.xception.train.TrainingException if a file is not what a run writes
   * @throws IOException if a file cannot be read
   */
  public static RunComparison of(RunDirectory first, RunDirectory second) throws IOException {
    JsonNode firstRecord = first.record();
    JsonNode secondRecord = second.record();
    long steps = Math.min(firstRecord.path("steps").asLong(), secondRecord.path("steps").asLong());
    Map<Place, Double> firstNumbers = numbers(first, steps);
    Map<Place, Double> secondNumbers = numbers(second, steps);
    Set<Place> places = new TreeSet<>(firstNumbers.keySet());
    places.addAll(secondNumbers.keySet());
    List<MetricDifference> differences = new ArrayList<>();
    for (Place place : places) {
      double a = firstNumbers.getOrDefault(place, Double.NaN);
      double b = secondNumbers.getOrDefault(place, Double.NaN);
      if (a != b) {
        differences.add(new MetricDifference(place.step(), place.metric(), a, b));
      }
    }
    return new RunComparison(
        steps,
        places.size(),
        differences,
        weights(first, second, steps),
        surroundings(firstRecord, secondRecord));
  }

  /** Where a number is in {@code metrics.jsonl}. */
  private record Place(long step, String metric) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::step).thenComparing(Place::metric);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private static Map<Place, Double> numbers(RunDirectory run, long steps) throws IOException {
    Map<Place, Double> numbers = new LinkedHashMap<>();
    for (JsonNode line : run.metricLines()) {
      long step = line.path("step").asLong();
      if (step <= steps) {
        line.properties()
            .forEach(
                entry -> {
                  if (entry.getValue().isNumber()
                      && !entry.getKey().equals("step")
                      && !TIMES.contains(entry.getKey())) {
                    numbers.put(new Place(step, entry.getKey()), entry.getValue().doubleValue());
                  }
                });
      }
    }
    return numbers;
  }

  private static OptionalDouble weights(RunDirectory first, RunDirectory second, long steps)
      throws IOException {
    Optional<Checkpoint> a = first.checkpointIfKept(steps);
    Optional<Checkpoint> b = second.checkpointIfKept(steps);
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(difference(a.get().weights(), b.get().weights()))
        : OptionalDouble.empty();
  }

  private static double difference(Weights first, Weights second) {
    double largest = 0;
    for (Map.Entry<String, Tensor> entry : first.asMap().entrySet()) {
      FloatBuffer a = entry.getValue().floats();
      FloatBuffer b = second.get(entry.getKey(), entry.getValue().shape()).floats();
      double scale = 0;
      double difference = 0;
      while (a.hasRemaining()) {
        float x = a.get();
        float y = b.get();
        scale = Math.max(scale, Math.max(Math.abs(x), Math.abs(y)));
        difference = Math.max(difference, Math.abs((double) x - y));
      }
      largest = Math.max(largest, difference == 0 ? 0 : difference / scale);
    }
    return largest;
  }

  private static List<String> surroundings(JsonNode first, JsonNode second) {
    List<String> lines = new ArrayList<>();
    for (String pointer : SURROUNDINGS) {
      String a = text(first.at(pointer));
      String b = text(second.at(pointer));
      if (!a.equals(b)) {
        lines.add(pointer.substring(1).replace('/', '.') + ": " + a + ", now " + b);
      }
    }
    long engines =
        first
            .path("sessions")
            .valueStream()
            .map(session -> session.path("backend").asText())
            .distinct()
            .count();
    if (engines > 1) {
      lines.add("the first run went over several engines; the second stayed on one");
    }
    return lines;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "not recorded" : value.asText();
  }
}
