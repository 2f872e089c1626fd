package io.github.xception.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The {@code state.json} of a checkpoint.
 *
 * @param state where the run stood
 * @param files the other files of the checkpoint, by name
 */
record RunStateFile(RunState state, Map<String, FileSeal> files) {

  void write(Path file) throws IOException {
    ObjectNode document = Json.object();
    document.put("step", state.step());
    document
        .putObject("sinceReport")
        .put("images", state.sums().examples())
        .put("loss", state.sums().loss())
        .put("crossEntropy", state.sums().crossEntropy())
        .put("correct", state.sums().correct());
    state.trainLoss().ifPresent(loss -> document.put("trainLoss", loss));
    state
        .test()
        .ifPresent(
            test ->
                document
                    .putObject("test")
                    .put("loss", test.loss())
                    .put("accuracy", test.accuracy()));
    state
        .best()
        .ifPresent(
            best ->
                document
                    .putObject("best")
                    .put("step", best.step())
                    .put("loss", best.metrics().loss())
                    .put("accuracy", best.metrics().accuracy())
                    .put("evaluationsSince", best.evaluationsSince()));
    document
        .putObject("timing")
        .put("images", state.timing().images())
        .put("engineNanos", state.timing().engineNanos())
        .put("feedNanos", state.timing().feedNanos());
    ObjectNode seals = document.putObject("files");
    files.forEach(
        (name, seal) ->
            seals.putObject(name).put("bytes", seal.bytes()).put("sha256", seal.sha256()));
    Json.write(file, document);
  }

  /**
   * Reads a file.
   *
   * @throws DamagedCheckpointException if it is not whole
   * @throws IOException if it cannot be read
   */
  static RunStateFile read(Path file) throws IOException {
    JsonNode document;
    try {
      document = Json.read(file);
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(file + " is not valid JSON", e);
    }
    Fields root = new Fields(file, document);
    Fields sums = root.object("sinceReport");
    Fields timing = root.object("timing");
    Map<String, FileSeal> files = new LinkedHashMap<>();
    Fields seals = root.object("files");
    for (Map.Entry<String, JsonNode> entry : seals.node().properties()) {
      Fields seal = seals.object(entry.getKey());
      files.put(entry.getKey(), new FileSeal(seal.whole("bytes"), seal.text("sha256")));
    }
    return new RunStateFile(
        new RunState(
            root.whole("step"),
            new MetricSums(
                sums.whole("images"),
                sums.number("loss"),
                sums.number("crossEntropy"),
                sums.whole("correct")),
            root.has("trainLoss")
                ? OptionalDouble.of(root.number("trainLoss"))
                : OptionalDouble.empty(),
            root.has("test") ? Optional.of(metrics(root.object("test"))) : Optional.empty(),
            root.has("best") ? Optional.of(best(root.object("best"))) : Optional.empty(),
            new StepTiming(
                timing.whole("images"), timing.whole("engineNanos"), timing.whole("feedNanos"))),
        files);
  }

  private static TestMetrics metrics(Fields fields) throws DamagedCheckpointException {
    return new TestMetrics(fields.number("loss"), fields.number("accuracy"));
  }

  private static Best best(Fields best) throws DamagedCheckpointException {
    return new Best(best.whole("step"), metrics(best), best.whole("evaluationsSince"));
  }

  /** The fields of an object, each of the type that is asked for. */
  private record Fields(Path file, JsonNode node) {
    boolean has(String name) {
      return node.has(name);
    }

    Fields object(String name) throws DamagedCheckpointException {
      return new Fields(file, field(name, node.path(name).isObject(), "an object"));
    }

    long whole(String name) throws DamagedCheckpointException {
      JsonNode value = node.path(name);
      return field(name, value.canConvertToLong() && value.isIntegralNumber(), "a whole number")
          .longValue();
    }

    double number(String name) throws DamagedCheckpointException {
      return field(name, node.path(name).isNumber(), "a number").doubleValue();
    }

    String text(String name) throws DamagedCheckpointException {
      return field(name, node.path(name).isTextual(), "a text").textValue();
    }

    private JsonNode field(String name, boolean fits, String expected)
        throws DamagedCheckpointException {
      if (!fits) {
        throw new DamagedCheckpointException(file + ": '" + name + "' is not " + expected);
      }
      return node.path(name);
    }
  }
}
