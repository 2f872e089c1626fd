package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.train.LearnedWeights;
import io.github.xception.train.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network as a run left it.
 *
 * @param run the directory of the run
 * @param config the run's config
 * @param graph the network up to its logits
 * @param learned its weights
 * @param classes the names of the classes, in the order of the logits
 * @param splitSha256 hash of which images were held out
 * @param provenance where the weights come from, by key, for files that leave the run
 */
record TrainedModel(
    RunDirectory run,
    TrainingConfig config,
    Graph graph,
    LearnedWeights learned,
    List<String> classes,
    String splitSha256,
    Map<String, String> provenance) {

  /**
   * Reads what a run gives, or the checkpoint whose folder is given.
   *
   * @throws UsageException if the folder is neither
   */
  static TrainedModel load(Path directory) throws IOException {
    return TrainedModelFolder.find(directory).read();
  }

  static TrainedModel of(RunDirectory run, TrainingConfig config, LearnedWeights learned)
      throws IOException {
    JsonNode record = run.record();
    return new TrainedModel(
        run,
        config,
        Lowering.lower(config.model()).withoutSoftmax(),
        learned,
        run.classes(),
        record.path("split").path("sha256").asText(),
        provenance(run, record, learned.step()));
  }

  private static Map<String, String> provenance(RunDirectory run, JsonNode record, long step) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("run", String.valueOf(run.path().toAbsolutePath().normalize().getFileName()));
    provenance.put("step", String.valueOf(step));
    // A run may begin on one engine and end on another.
    provenance.put(
        "backends",
        record
            .path("sessions")
            .valueStream()
            .filter(session -> session.path("fromStep").asLong() < step)
            .map(s -> s.path("backend").asText() + " " + s.path("version").asText())
            .distinct()
            .collect(Collectors.joining(", ")));
    provenance.put("seed", record.path("seed").asText());
    provenance.put("splitSha256", record.path("split").path("sha256").asText());
    provenance.put("xception", LibraryVersion.current());
    return provenance;
  }
}
