package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.spec.form.ShortForm;
import java.util.List;

/**
 * Weight decay. It acts on kernels only, never on batch normalization or biases.
 *
 * @param kind which of the two things that go by this name
 * @param rate λ, at least 0
 * @param on patterns of the paths that it acts on, as {@link PathPattern} has them
 */
@ShortForm("rate")
public record WeightDecay(
    @Default("\"l2\"") Kind kind,
    @Range(min = 0, max = 1000) @Default("0") double rate,
    @Default("[\"**\"]") List<String> on) {
  /** The two things that go by the name of weight decay. */
  public enum Kind {
    /** λ/2·Σw² is added to the loss, so λ·w to the gradient that the optimizer sees. */
    L2,
    /** w ← w − rate·λ·w beside the optimizer's update (Loshchilov and Hutter, 2019). */
    DECOUPLED
  }

  /** All kernels. */
  private static final List<String> EVERYWHERE = List.of("**");

  /** No decay. */
  public static final WeightDecay NONE = new WeightDecay(Kind.L2, 0);

  /**
   * Checks the patterns.
   *
   * @throws IllegalArgumentException if one is none
   */
  public WeightDecay {
    on = List.copyOf(on);
    on.forEach(PathPattern::of);
  }

  /** Makes a decay of all kernels. */
  public WeightDecay(Kind kind, double rate) {
    this(kind, rate, EVERYWHERE);
  }
}
