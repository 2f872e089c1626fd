package io.github.xception.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.environment.LibraryVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes the content of {@code run.json}: what a run is, what computed it and what came out. */
final class RunRecord {
  private final ObjectNode document;

  private RunRecord(ObjectNode document) {
    this.document = document;
  }

  /**
   * Begins the record of a run, or goes on with the one there is.
   *
   * @param before the record of the run so far; an empty object if it is new
   * @param step steps done so far
   * @param source what the first weights were taken from, if they were just taken
   */
  static RunRecord begin(
      JsonNode before,
      TrainingTask task,
      BackendInfo backend,
      Path directory,
      long step,
      Optional<StartingWeights.Source> source)
      throws IOException {
    ObjectNode document = Json.object();
    document
        .putObject("backend")
        .put("name", backend.name())
        .put("engine", backend.engine())
        .put("version", backend.version());
    document.put("device", backend.device());
    int threads = task.config().backend().threads();
    document.put("threads", threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    document.put("seed", task.config().training().seed());
    document
        .putObject("split")
        .put("sha256", task.fingerprint().split())
        .put("train", task.train().size())
        .put("validation", task.validation().map(Dataset::size).orElse(0))
        .put("test", task.test().map(Dataset::size).orElse(0));
    document.putObject("images").put("sha256", task.fingerprint().images());
    document.put("xception", LibraryVersion.current());
    putStart(document, before.path("start"), source);
    document.put("directory", directory.toAbsolutePath().normalize().toString());
    putPlatform(document);
    ArrayNode classes = document.putArray("classes");
    task.train().classes().forEach(classes::add);
    // One entry each time that a process worked on the run: it may begin on one engine and end on
    // another.
    ArrayNode sessions = document.putArray("sessions");
    before.path("sessions").forEach(sessions::add);
    sessions
        .addObject()
        .put("fromStep", step)
        .put("backend", backend.name())
        .put("version", backend.version())
        .put("device", backend.device())
        .put("startedAt", now());
    document.set("config", Json.resolved(task.config()));
    return new RunRecord(document);
  }

  /**
   * Returns the record of a run that stands at {@code state}.
   *
   * @param result the evaluation of what the run gives in the end; empty while it is not done
   */
  JsonNode at(RunStatus status, RunState state, Optional<FinalModel> result) {
    ObjectNode record = Json.object();
    record.put("status", status.toString());
    record.put("steps", state.step());
    record.put("imagesPerSecond", state.timing().imagesPerSecond());
    record.put("feedShare", state.timing().feedShare());
    state
        .best()
        .ifPresent(
            best ->
                record
                    .putObject("best")
                    .put("step", best.step())
                    .put("validationLoss", best.metrics().loss())
                    .put("validationAccuracy", best.metrics().accuracy()));
    result.ifPresent(
        model -> {
          ObjectNode last = record.putObject("final");
          last.put("step", model.step());
          state.trainLoss().ifPresent(loss -> last.put("trainLoss", loss));
          model
              .test()
              .ifPresent(t -> last.put("testLoss", t.loss()).put("testAccuracy", t.accuracy()));
        });
    if (status != RunStatus.RUNNING) {
      record.put("endedAt", now());
    }
    record.setAll(document);
    return record;
  }

  /** Says what a run began with, unless that was drawn; what was said at its beginning stays. */
  private static void putStart(
      ObjectNode document, JsonNode before, Optional<StartingWeights.Source> source) {
    if (source.isPresent()) {
      ObjectNode start = document.putObject("start");
      start.put("weights", source.get().file().toString()).put("sha256", source.get().sha256());
      ArrayNode drawn = start.putArray("drawn");
      source.get().drawn().forEach(drawn::add);
    } else if (before.isObject()) {
      document.set("start", before);
    }
  }

  private static void putPlatform(ObjectNode document) {
    document
        .putObject("java")
        .put("version", System.getProperty("java.version"))
        .put("vendor", System.getProperty("java.vendor"));
    document
        .putObject("os")
        .put("name", System.getProperty("os.name"))
        .put("version", System.getProperty("os.version"))
        .put("arch", System.getProperty("os.arch"));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
