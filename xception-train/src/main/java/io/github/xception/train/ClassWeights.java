package io.github.xception.train;

import io.github.xception.api.data.Batch;
import io.github.xception.api.spec.ClassWeightsSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes classes count differently in the loss: the label of class c becomes w_c·label, so that an
 * example costs −Σ w_c·label_c·log softmax(logits)_c, as the {@code weight} of PyTorch's {@code
 * CrossEntropyLoss} does with labels that are probabilities. It comes after mixing and smoothing.
 *
 * <p>With n_c of the N training images in class c and k classes that have any, balanced weights are
 * N/(k·n_c), as scikit-learn's {@code class_weight="balanced"}. All weights are then scaled to a
 * mean of 1 over the training images, w_c ← w_c·N/Σ n_c·w_c, so that the loss keeps its size and
 * the learning rate its meaning. A class without images has the weight 1 if balanced.
 *
 * <p>The labels of a batch are valid until the next one is weighed: their memory is used again.
 */
public final class ClassWeights {
  private static final String POINTER = "/training/classWeights/of/";

  private final double[] weights;
  private final LabelMemory memory = new LabelMemory();

  private ClassWeights(double[] weights) {
    this.weights = weights;
  }

  /**
   * Makes weights.
   *
   * @param spec how classes count; empty for all alike
   * @param classes the names of the classes, in the order of the labels
   * @param counts the training images of each class, in that order
   * @throws SpecException if a weight is for a class that there is not
   */
  public static ClassWeights of(
      Optional<ClassWeightsSpec> spec, List<String> classes, List<Integer> counts) {
    if (spec.isEmpty()) {
      return new ClassWeights(new double[0]);
    }
    double[] weights = new double[classes.size()];
    Arrays.fill(weights, 1);
    if (spec.get() instanceof ClassWeightsSpec.Of given) {
      set(weights, given, classes);
    } else {
      balance(weights, counts);
    }
    double sum = 0;
    double images = 0;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c] * counts.get(c);
      images += counts.get(c);
    }
    double factor = images / sum;
    Arrays.setAll(weights, c -> weights[c] * factor);
    return new ClassWeights(weights);
  }

  private static void set(double[] weights, ClassWeightsSpec.Of given, List<String> classes) {
    List<Problem> problems = new ArrayList<>();
    given
        .weights()
        .forEach(
            (name, weight) -> {
              int index = classes.indexOf(name);
              if (index >= 0) {
                weights[index] = weight;
              } else {
                problems.add(
                    new Problem(
                        POINTER + name.replace("~", "~0").replace("/", "~1"),
                        "the class '" + name + "'",
                        "one of the data's classes " + String.join(", ", classes),
                        NearestName.of(name, classes)));
              }
            });
    if (!problems.isEmpty()) {
      throw new SpecException("the training config", problems);
    }
  }

  private static void balance(double[] weights, List<Integer> counts) {
    double images = counts.stream().mapToInt(Integer::intValue).sum();
    long present = counts.stream().filter(count -> count > 0).count();
    for (int c = 0; c < weights.length; c++) {
      if (counts.get(c) > 0) {
        weights[c] = images / (present * counts.get(c));
      }
    }
  }

  /** Returns the weight of each class, in the order of the labels; none if all count alike. */
  public List<Double> weights() {
    return Arrays.stream(weights).boxed().toList();
  }

  /** Returns the batch with weighted labels. */
  public Batch apply(Batch batch) {
    if (weights.length == 0) {
      return batch;
    }
    return memory.change(batch, (label, index) -> weights[index] * label);
  }
}
