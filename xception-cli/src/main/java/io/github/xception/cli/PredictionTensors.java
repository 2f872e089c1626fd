package io.github.xception.cli;

import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network was given and what it answered, image by image, for a file that other programs
 * read: with it an exported network can be checked.
 */
final class PredictionTensors {
  private final Graph graph;
  private final List<Tensor> images = new ArrayList<>();
  private final List<float[]> logits = new ArrayList<>();

  /**
   * Begins without images.
   *
   * @param most how many images there may be
   * @throws UsageException if so many do not fit a tensor
   */
  PredictionTensors(Graph graph, int most) {
    this.graph = graph;
    long room = Shape.MAX_ELEMENTS / graph.inputShape().elements();
    if (most > room) {
      throw new UsageException(
          "--tensors takes at most %s images of this network, got %s"
              .formatted(Numbers.count(room), Numbers.count(most)));
    }
  }

  /**
   * Adds an image.
   *
   * @param image 1 x height x width x channels
   * @param answer its logits
   */
  void add(Tensor image, float[] answer) {
    images.add(image);
    logits.add(answer.clone());
  }

  /**
   * Writes {@code images}, {@code logits} and {@code probabilities} in the format safetensors. An
   * older file is replaced; without images there is nothing to write.
   */
  void write(Path file, Map<String, String> metadata) throws IOException {
    if (images.isEmpty()) {
      return;
    }
    int count = images.size();
    Shape classes = Shape.of(count, graph.classes());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        ExportedModel.IMAGES,
        Tensor.create(
            graph.inputShape().prepend(count),
            buffer -> images.forEach(image -> buffer.put(image.floats()))));
    tensors.put(
        ExportedModel.LOGITS, Tensor.create(classes, buffer -> logits.forEach(buffer::put)));
    tensors.put(
        ExportedModel.PROBABILITIES,
        Tensor.create(
            classes,
            buffer -> {
              for (float[] row : logits) {
                for (double probability : Ranking.softmax(row)) {
                  buffer.put((float) probability);
                }
              }
            }));
    SafetensorsFile.write(file, Weights.of(tensors), metadata);
  }
}
