package io.github.xception.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A workload in files, by which processes of any language get it: {@code workload.json}, {@code
 * graph.json} with the network's operations, {@code weights.safetensors} with its parameters by
 * path, and {@code batch.safetensors} with {@code images} (batch x height x width x channels,
 * scaled as the network asks) and {@code labels} (batch x classes, one-hot).
 *
 * @param path the folder
 */
public record WorkloadFolder(Path path) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";

  /** Writes a workload into the folder, which exists. */
  public void write(Workload workload, Weights weights, Tensor images, Tensor labels)
      throws IOException {
    SafetensorsFile.write(weightsFile(), weights, Map.of());
    SafetensorsFile.write(
        batchFile(), Weights.of(Map.of(IMAGES, images, LABELS, labels)), Map.of());
    DurableFiles.replace(
        path.resolve("graph.json"),
        MAPPER.writeValueAsBytes(GraphJson.of(Lowering.lower(workload.config()))));
    DurableFiles.replace(workloadFile(), toJson(workload).getBytes(UTF_8));
  }

  private static String toJson(Workload workload) throws JsonProcessingException {
    ObjectNode tree =
        MAPPER
            .createObjectNode()
            .put("network", workload.network())
            .put("mode", workload.mode().label())
            .put("batch", workload.batch())
            .put("threads", workload.threads())
            .put("device", workload.device())
            .put("precision", workload.precision().name().toLowerCase(Locale.ROOT))
            .put("learningRate", workload.learningRate());
    tree.set("config", MAPPER.readTree(Specs.toJson(workload.config())));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
  }

  /** Reads the workload. */
  public Workload workload() throws IOException {
    JsonNode tree = MAPPER.readTree(Files.readString(workloadFile()));
    return new Workload(
        Mode.valueOf(tree.path("mode").asText().toUpperCase(Locale.ROOT)),
        Specs.parseTraining(tree.path("config").toString(), workloadFile().toString(), List.of()),
        tree.path("learningRate").asDouble());
  }

  /** Reads the weights. */
  public Weights weights() throws IOException {
    return SafetensorsFile.read(weightsFile()).weights();
  }

  /** Reads the images, batch x height x width x channels. */
  public Tensor images() throws IOException {
    return SafetensorsFile.read(batchFile()).weights().get(IMAGES);
  }

  /** Reads the labels, batch x classes. */
  public Tensor labels() throws IOException {
    return SafetensorsFile.read(batchFile()).weights().get(LABELS);
  }

  private Path workloadFile() {
    return path.resolve("workload.json");
  }

  private Path weightsFile() {
    return path.resolve("weights.safetensors");
  }

  private Path batchFile() {
    return path.resolve("batch.safetensors");
  }
}
