package io.github.xception.api.export;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network, and what somebody needs who has nothing else.
 *
 * <p>Every format calls its input {@link #IMAGES} and its outputs {@link #LOGITS} and {@link
 * #PROBABILITIES}.
 *
 * @param graph the network up to its logits; a softmax at the end is taken off
 * @param weights its parameters
 * @param input the images that it expects
 * @param resize how an image gets the size of the input
 * @param centerCrop which part of an image does, as in {@link
 *     io.github.xception.api.spec.DataSpec#centerCrop}
 * @param classes the names of the classes, in the order of the logits
 * @param provenance where the network comes from, in words, by key: the run, the step, the backend
 */
public record ExportedModel(
    Graph graph,
    Weights weights,
    InputSpec input,
    Resize resize,
    double centerCrop,
    List<String> classes,
    Map<String, String> provenance) {
  /** Batch x height x width x channels, unless a format has to have another order. */
  public static final String IMAGES = "images";

  /** Batch x classes. */
  public static final String LOGITS = "logits";

  /** Batch x classes: the softmax of the logits. */
  public static final String PROBABILITIES = "probabilities";

  /**
   * Copies the collections and checks that the parts belong to each other.
   *
   * @throws IllegalArgumentException if the graph takes other images, or its output is no vector
   *     with one value per class
   */
  public ExportedModel {
    graph = graph.withoutSoftmax();
    classes = List.copyOf(classes);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    Shape images = Shape.of(input.height(), input.width(), input.channels());
    if (!graph.inputShape().equals(images)) {
      throw new IllegalArgumentException(
          "'"
              + graph.name()
              + "' takes images of "
              + graph.inputShape()
              + ", but its input is said to be "
              + images);
    }
    Shape logits = graph.output().outputShape();
    if (!logits.equals(Shape.of(classes.size()))) {
      throw new IllegalArgumentException(
          "'"
              + graph.name()
              + "' has an output of "
              + logits
              + ", expected one value for each of "
              + classes.size()
              + " classes");
    }
  }

  /**
   * Makes one that takes whole images.
   *
   * @throws IllegalArgumentException as above
   */
  public ExportedModel(
      Graph graph,
      Weights weights,
      InputSpec input,
      Resize resize,
      List<String> classes,
      Map<String, String> provenance) {
    this(graph, weights, input, resize, 0, classes, provenance);
  }

  /** Returns all but graph and weights as a JSON document, to go with the exported network. */
  public String metadata() {
    return ExportMetadata.of(this);
  }
}
