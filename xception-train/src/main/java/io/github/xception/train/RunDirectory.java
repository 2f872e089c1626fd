package io.github.xception.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one run: {@code run.json}, {@code metrics.jsonl} and {@code checkpoints/step-N/}.
 *
 * <p>Looking into a run takes no lock, so it can be done while the run is under way.
 */
public final class RunDirectory {
  private static final String RECORD = "run.json";
  private static final String METRICS = "metrics.jsonl";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder of a new run, and the folders above it.
   *
   * @throws TrainingException if there is a run in it
   * @throws IOException if the folder cannot be made
   */
  public static RunDirectory create(Path path) throws IOException {
    for (String name : List.of(RECORD, METRICS, CHECKPOINTS)) {
      if (Files.exists(path.resolve(name))) {
        throw new TrainingException(
            path + " holds a run already (" + name + "); resume it or choose another folder");
      }
    }
    Files.createDirectories(path);
    return new RunDirectory(path);
  }

  /**
   * Opens the folder of a run that was begun before, to look into it or to resume it.
   *
   * @throws TrainingException if there is no run in it
   */
  public static RunDirectory open(Path path) {
    if (!Files.isRegularFile(path.resolve(RECORD))) {
      throw new TrainingException(
          path + " holds no run: there is no " + RECORD + " in it; give the folder of a run");
    }
    return new RunDirectory(path);
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  /**
   * Returns what {@code run.json} holds.
   *
   * @throws TrainingException if it is not what a run writes
   * @throws IOException if it cannot be read
   */
  public JsonNode record() throws IOException {
    Path file = path.resolve(RECORD);
    JsonNode record;
    try {
      record = Json.read(file);
    } catch (JsonProcessingException e) {
      throw new TrainingException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
    if (!record.path("config").isObject() || !record.path("classes").isArray()) {
      throw new TrainingException(file + " is not what a run writes: no config or no classes");
    }
    return record;
  }

  /**
   * Returns the run's config with every default filled in.
   *
   * @throws TrainingException if {@code run.json} is not what a run writes
   * @throws IOException if it cannot be read
   */
  public JsonNode config() throws IOException {
    return record().path("config");
  }

  /**
   * Returns the run's config; keys that are younger than the run have their defaults.
   *
   * @param overrides values to set, as for {@code Specs.training}
   * @throws SpecException if the config is wrong, or becomes so by what is set
   * @throws TrainingException if {@code run.json} is not what a run writes
   * @throws IOException if it cannot be read
   */
  public TrainingConfig trainingConfig(List<String> overrides) throws IOException {
    return Specs.parseTraining(config().toString(), nameOfConfig(), overrides);
  }

  /**
   * Returns the engine that the run's config asks for, which takes less time than to read all of
   * it.
   *
   * @throws SpecException if this part of the config is wrong
   * @throws TrainingException if {@code run.json} is not what a run writes
   * @throws IOException if it cannot be read
   */
  public BackendSpec backend() throws IOException {
    return Specs.parseBackend(config().toString(), nameOfConfig());
  }

  private String nameOfConfig() {
    return path.resolve(RECORD) + " (config)";
  }

  /**
   * Returns the names of the classes, in the order of the network's outputs.
   *
   * @throws TrainingException if {@code run.json} is not what a run writes
   * @throws IOException if it cannot be read
   */
  public List<String> classes() throws IOException {
    return record().path("classes").valueStream().map(JsonNode::asText).toList();
  }

  /**
   * Returns the newest checkpoint that is whole; a damaged one is named in the log and passed over.
   *
   * @return empty if there are no checkpoints
   * @throws TrainingException if there are some and none is whole
   * @throws IOException if the folder cannot be read
   */
  public Optional<Checkpoint> newestCheckpoint() throws IOException {
    return checkpoints().newest().map(CheckpointStore.Stored::checkpoint);
  }

  /**
   * Returns the weights that the run gives: of a finished one those of the checkpoint that it names
   * as its result, else of the newest whose weights are whole. Nothing else of a checkpoint is
   * read.
   *
   * @return empty if there are no checkpoints
   * @throws TrainingException if there are some and none is whole, or the result is not
   * @throws IOException if the folder cannot be read
   */
  public Optional<LearnedWeights> result() throws IOException {
    JsonNode step = record().path("final").path("step");
    return step.canConvertToLong() && step.isIntegralNumber()
        ? Optional.of(learned(step.longValue()))
        : checkpoints().newestLearned();
  }

  /**
   * Returns the weights that the run had after {@code step} steps. Nothing else of that checkpoint
   * is read.
   *
   * @throws TrainingException if there is no such checkpoint, or its weights are not whole
   * @throws IOException if it cannot be read
   */
  public LearnedWeights learned(long step) throws IOException {
    return checkpoints().learnedAt(step);
  }

  /**
   * Returns the checkpoint that was written after {@code step} steps.
   *
   * @throws TrainingException if it is not there, or not whole
   * @throws IOException if it cannot be read
   */
  public Checkpoint checkpoint(long step) throws IOException {
    return checkpoints().at(step).checkpoint();
  }

  /**
   * Returns the checkpoint that was written after {@code step} steps, if it was and has been kept.
   *
   * @throws TrainingException if it is there, but not whole
   * @throws IOException if it cannot be read
   */
  public Optional<Checkpoint> checkpointIfKept(long step) throws IOException {
    return checkpoints().isKept(step) ? Optional.of(checkpoint(step)) : Optional.empty();
  }

  /**
   * Returns the lines of {@code metrics.jsonl}, in the order of the steps; what is no line of JSON,
   * such as one that is being written, is left out.
   *
   * @return empty if nothing has been reported yet
   * @throws IOException if the file cannot be read
   */
  public List<JsonNode> metricLines() throws IOException {
    return Files.exists(metrics()) ? MetricsLog.read(metrics()) : List.of();
  }

  /**
   * Returns the steps that a run has done; the record of one that is under way is that of its
   * beginning, so the metrics tell more.
   *
   * @param record what {@link #record} returns
   * @param metrics what {@link #metricLines} returns
   */
  public static long steps(JsonNode record, List<JsonNode> metrics) {
    return Math.max(
        record.path("steps").asLong(),
        metrics.stream().mapToLong(line -> line.path("step").asLong()).max().orElse(0));
  }

  /** Returns the record of the run in this folder; an empty object if it has not begun. */
  JsonNode recordIfBegun() throws IOException {
    return Files.exists(path.resolve(RECORD)) ? record() : Json.object();
  }

  void write(JsonNode record) throws IOException {
    Json.write(path.resolve(RECORD), record);
  }

  Path metrics() {
    return path.resolve(METRICS);
  }

  CheckpointStore checkpoints() {
    return new CheckpointStore(path.resolve(CHECKPOINTS));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
