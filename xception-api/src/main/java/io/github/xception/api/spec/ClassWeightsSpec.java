package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Range;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the images of each class count in the loss. The weights are scaled so that their mean
 * over the training images is 1.
 */
public sealed interface ClassWeightsSpec {
  /** A class counts the more the fewer images it has, so that all classes count alike together. */
  record Balanced() implements ClassWeightsSpec {}

  /**
   * Weights as given.
   *
   * @param weights by the name of the class, each from 1e-6 to 1e6; 1 for a class that is not named
   */
  record Of(@Range(min = 1e-6, max = 1e6) Map<String, Double> weights) implements ClassWeightsSpec {
    /** Copies the weights. */
    public Of {
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
  }
}
