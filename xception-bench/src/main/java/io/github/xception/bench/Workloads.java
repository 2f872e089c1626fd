package io.github.xception.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Makes workloads of the networks that people name. */
public final class Workloads {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Small enough that the losses of engines stay together, as rounding differs. */
  private static final double LEARNING_RATE = 1e-4;

  private static final int MOST_CLASSES = 12;

  /** How many images are drawn of each class, unless a batch takes more. */
  private static final int IMAGES_PER_CLASS = 24;

  private Workloads() {}

  /**
   * Makes a workload.
   *
   * @param network a preset's name, or the name of a file with a model or a training config
   * @param threads how many threads an operation may use; at least 1
   * @throws io.github.xception.api.spec.SpecException if the network or one of the values is wrong
   */
  public static Workload of(
      String network, Mode mode, int batch, Precision precision, String device, int threads) {
    TrainingConfig config = Specs.training(network, List.of());
    ModelSpec model = withoutDropout(config.model());
    int size = Math.max(model.input().height(), model.input().width());
    int classes = Math.min(MOST_CLASSES, Lowering.lower(model).classes());
    int perClass = Math.max(IMAGES_PER_CLASS, 2 * batch / classes + 1);
    List<String> overrides =
        List.of(
            "training.batch=" + batch,
            "training.accumulate=1",
            "training.labelSmoothing=0",
            "optimizer={\"adam\":{}}",
            "data.source={\"sample\":{\"classes\":%d,\"perClass\":%d,\"size\":%d}}"
                .formatted(classes, perClass, size),
            "backend.device=" + JsonNodeFactory.instance.textNode(device),
            "backend.threads=" + threads,
            "backend.precision=" + precision.name().toLowerCase(Locale.ROOT));
    TrainingConfig set =
        Specs.parseTraining(Specs.toJson(config.withModel(model)), network, overrides);
    return new Workload(mode, set, LEARNING_RATE);
  }

  /** Returns a workload with batches of another size. */
  static Workload withBatch(Workload workload, int batch) {
    TrainingConfig set =
        Specs.parseTraining(
            Specs.toJson(workload.config()), workload.label(), List.of("training.batch=" + batch));
    return new Workload(workload.mode(), set, workload.learningRate());
  }

  private static ModelSpec withoutDropout(ModelSpec model) {
    JsonNode tree = read(model.json());
    removeDropout(tree);
    return Specs.parseModel(tree.toString(), model.name());
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model's own JSON can be read", e);
    }
  }

  private static void removeDropout(JsonNode tree) {
    for (Iterator<JsonNode> children = tree.elements(); children.hasNext(); ) {
      JsonNode child = children.next();
      if (tree.isArray() && isDropout(child)) {
        children.remove();
      } else {
        removeDropout(child);
      }
    }
  }

  private static boolean isDropout(JsonNode layer) {
    return layer.isTextual()
        ? layer.asText().equals("dropout")
        : layer.isObject() && layer.has("dropout");
  }
}
