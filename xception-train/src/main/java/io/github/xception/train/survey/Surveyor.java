package io.github.xception.train.survey;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks at each image of a data set once, through a network. */
public final class Surveyor {
  private final Backend backend;
  private final Graph graph;
  private final Scaling scaling;
  private final Optional<Node> feature;

  private Surveyor(Backend backend, Graph graph, Scaling scaling, Optional<Node> feature) {
    this.backend = backend;
    this.graph = graph;
    this.scaling = scaling;
    this.feature = feature;
  }

  /**
   * Makes a surveyor that takes the features from {@link FeatureNode#of}, if the backend shows
   * inner values.
   *
   * @param backend what computes
   * @param graph the network, with or without a softmax at its end
   * @param scaling what is done to the values 0-255 of an image before it enters the network
   */
  public static Surveyor of(Backend backend, Graph graph, Scaling scaling) {
    Graph logits = graph.withoutSoftmax();
    Optional<Node> feature =
        backend.info().capabilities().contains(Capability.ACTIVATIONS)
            ? FeatureNode.of(logits)
            : Optional.empty();
    return new Surveyor(backend, logits, scaling, feature);
  }

  /**
   * Makes a surveyor that takes the features from the layer at a path.
   *
   * @param path of a node of the network before a final softmax
   * @throws io.github.xception.train.TrainingException if there is no such layer; it names near
   *     ones
   */
  public static Surveyor of(Backend backend, Graph graph, Scaling scaling, String path) {
    Graph logits = graph.withoutSoftmax();
    return new Surveyor(backend, logits, scaling, Optional.of(FeatureNode.at(logits, path)));
  }

  /**
   * Looks at each image once. What the engine needs for it is freed before this returns.
   *
   * @param weights the network's parameters
   * @param dataset at least one image
   * @throws IllegalArgumentException if the data set is empty or has another number of classes
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if a layer was asked for
   *     and the backend does not show inner values
   */
  public Survey survey(Weights weights, Dataset dataset) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("there are no images to look at");
    }
    if (dataset.classes().size() != graph.classes()) {
      throw new IllegalArgumentException(
          "the network tells %d classes apart, but the images have %d"
              .formatted(graph.classes(), dataset.classes().size()));
    }
    Sheet sheet = new Sheet(dataset.classes());
    try (InferenceSession session = backend.load(graph, weights);
        BatchStream batches = dataset.all()) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        if (feature.isPresent()) {
          String path = feature.get().path();
          // One pass gives both; the set, since the feature may be the output itself.
          String output = graph.output().path();
          Map<String, Tensor> values =
              session.activations(batch.images(), new LinkedHashSet<>(List.of(path, output)));
          sheet.add(batch, scaling, value(values, output));
          sheet.addFeatures(value(values, path));
        } else {
          sheet.add(batch, scaling, session.predict(batch.images()));
        }
      }
    }
    return sheet.survey(feature);
  }

  private static Tensor value(Map<String, Tensor> values, String path) {
    return Objects.requireNonNull(values.get(path), "the backend left out a value asked for");
  }

  /** What has been seen so far, in the data set's order. */
  private static final class Sheet {
    private final List<String> classes;
    private final List<Survey.Example> examples = new ArrayList<>();
    private final List<float[]> probabilities = new ArrayList<>();
    private final List<float[]> features = new ArrayList<>();

    Sheet(List<String> classes) {
      this.classes = classes;
    }

    void add(Batch batch, Scaling scaling, Tensor logits) {
      Shape shape = batch.images().shape();
      int height = shape.dim(1);
      int width = shape.dim(2);
      int channels = shape.dim(3);
      int size = height * width * channels;
      FloatBuffer images = batch.images().floats();
      List<float[]> labels = rows(batch.labels());
      List<float[]> outputs = rows(logits);
      for (int i = 0; i < batch.size(); i++) {
        Thumbnail thumbnail =
            Thumbnail.of(images.slice(i * size, size), height, width, channels, scaling);
        examples.add(
            new Survey.Example(
                batch.names().get(i), largest(labels.get(i)), largest(outputs.get(i)), thumbnail));
        probabilities.add(softmax(outputs.get(i)));
      }
    }

    void addFeatures(Tensor values) {
      features.addAll(rows(values));
    }

    Survey survey(Optional<Node> feature) {
      return new Survey(
          classes,
          examples,
          matrix(probabilities),
          feature.map(node -> new Survey.Features(node.path(), matrix(features))));
    }

    private static List<float[]> rows(Tensor values) {
      int count = values.shape().dim(0);
      FloatBuffer buffer = values.floats();
      List<float[]> rows = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        float[] row = new float[values.shape().elements() / count];
        buffer.get(row);
        rows.add(row);
      }
      return rows;
    }

    private static Tensor matrix(List<float[]> rows) {
      return Tensor.create(
          Shape.of(rows.size(), rows.get(0).length), buffer -> rows.forEach(buffer::put));
    }

    private static int largest(float[] values) {
      int largest = 0;
      for (int i = 1; i < values.length; i++) {
        if (values[i] > values[largest]) {
          largest = i;
        }
      }
      return largest;
    }

    private static float[] softmax(float[] logits) {
      double max = logits[largest(logits)];
      double sum = 0;
      for (float logit : logits) {
        sum += StrictMath.exp(logit - max);
      }
      float[] probabilities = new float[logits.length];
      for (int i = 0; i < logits.length; i++) {
        probabilities[i] = (float) (StrictMath.exp(logits[i] - max) / sum);
      }
      return probabilities;
    }
  }
}
