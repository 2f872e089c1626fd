package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import java.util.List;

/**
 * Begins a run with the weights of another. Parameters are taken over by their paths; patterns are
 * as {@link PathPattern} has them.
 *
 * @param from where the weights are: a run's folder (its newest checkpoint), the folder of a
 *     checkpoint, or a safetensors file
 * @param newLayers patterns of the parameters that are drawn anew: a head for other classes, say
 * @param freeze patterns of the parameters that keep the weights that they begin with
 */
public record FineTuneSpec(
    String from, @Default("[]") List<String> newLayers, @Default("[]") List<String> freeze) {
  /**
   * Checks the patterns.
   *
   * @throws IllegalArgumentException if one is none
   */
  public FineTuneSpec {
    newLayers = List.copyOf(newLayers);
    freeze = List.copyOf(freeze);
    newLayers.forEach(PathPattern::of);
    freeze.forEach(PathPattern::of);
  }
}
