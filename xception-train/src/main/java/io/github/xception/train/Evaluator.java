package io.github.xception.train;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Measures a network on labelled images. */
public final class Evaluator {
  private final Backend backend;
  private final Graph graph;

  /**
   * Makes an evaluator.
   *
   * @param backend what computes
   * @param graph the network, with or without a softmax at its end
   */
  public Evaluator(Backend backend, Graph graph) {
    this.backend = backend;
    this.graph = graph.withoutSoftmax();
  }

  /**
   * Classifies each image once. What the engine needs for it is freed before this returns.
   *
   * @param weights the network's parameters
   * @param dataset at least one image
   * @throws IllegalArgumentException if the data set is empty or has another number of classes
   */
  public Evaluation evaluate(Weights weights, Dataset dataset) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("there are no images to evaluate on");
    }
    if (dataset.classes().size() != graph.classes()) {
      throw new IllegalArgumentException(
          "the network tells "
              + graph.classes()
              + " classes apart, but the images have "
              + dataset.classes().size());
    }
    Scores scores = new Scores(dataset.classes());
    try (InferenceSession session = backend.load(graph, weights);
        BatchStream batches = dataset.all()) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        scores.add(batch, session.predict(batch.images()));
      }
    }
    return scores.evaluation();
  }

  /** Sums over the batches, in double precision and in the data set's order. */
  private static final class Scores {
    private final List<String> classes;
    private final int[] imagesPerClass;
    private final int[] correctPerClass;
    private final List<Evaluation.Prediction> predictions = new ArrayList<>();
    private double lossSum;

    Scores(List<String> classes) {
      this.classes = classes;
      this.imagesPerClass = new int[classes.size()];
      this.correctPerClass = new int[classes.size()];
    }

    void add(Batch batch, Tensor logits) {
      int width = classes.size();
      float[] row = new float[width];
      float[] labels = new float[width];
      FloatBuffer logitRows = logits.floats();
      FloatBuffer labelRows = batch.labels().floats();
      for (int i = 0; i < batch.size(); i++) {
        logitRows.get(row);
        labelRows.get(labels);
        addExample(batch.names().get(i), row, labels);
      }
    }

    private void addExample(String name, float[] logits, float[] labels) {
      int label = largest(labels);
      int predicted = largest(logits);
      double max = logits[predicted];
      double sum = 0;
      for (float logit : logits) {
        sum += StrictMath.exp(logit - max);
      }
      double logSum = max + StrictMath.log(sum);
      for (int k = 0; k < logits.length; k++) {
        if (labels[k] != 0) {
          lossSum += labels[k] * (logSum - logits[k]);
        }
      }
      imagesPerClass[label]++;
      if (label == predicted) {
        correctPerClass[label]++;
      }
      predictions.add(new Evaluation.Prediction(name, label, predicted, 1 / sum));
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

    Evaluation evaluation() {
      List<Evaluation.ClassScore> perClass = new ArrayList<>();
      int correct = 0;
      for (int k = 0; k < classes.size(); k++) {
        perClass.add(
            new Evaluation.ClassScore(classes.get(k), imagesPerClass[k], correctPerClass[k]));
        correct += correctPerClass[k];
      }
      int images = predictions.size();
      return new Evaluation(lossSum / images, images, correct, perClass, predictions);
    }
  }
}
