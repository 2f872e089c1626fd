package io.github.xception.bench.rehearsal;

import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.parity.Bounds;
import io.github.xception.bench.parity.Difference;
import io.github.xception.bench.parity.Scientific;
import java.util.List;
import java.util.Optional;

/**
 * Lets a contender be timed only if it computes what the others do. All are held against the first
 * one's fp32; the bounds are those of the command {@code parity}, and wider ones for bf16.
 */
public final class Gate {
  private static final Bounds FP32 = new Bounds(1e-4, 1e-3);

  /**
   * A bfloat16 has 8 significant bits, so it rounds by up to 0.4 %; 40 convolutions after each
   * other have been seen to add up to 0.7 % of the largest logit. The loss of a later step also has
   * what the rounding made of the steps before it: 6 % of the third have been seen, on two engines
   * alike. A wrong rule of training shows in fp32.
   */
  private static final Bounds BF16 = new Bounds(0.03, 0.1);

  private final Rehearsal expected;
  private final Optional<Rehearsal> rounded;

  /**
   * Makes a gate for one workload.
   *
   * @param expected what the contender computed that the others are held against, in fp32
   * @param rounded what it computed in training from weights that are off by a rounding
   */
  public Gate(Rehearsal expected, Optional<Rehearsal> rounded) {
    this.expected = expected;
    this.rounded = rounded;
  }

  /**
   * Judges.
   *
   * @param actual what a contender computed
   * @param precision in which
   */
  public Verdict judge(Rehearsal actual, Precision precision) {
    Bounds bounds = precision == Precision.BF16 ? BF16 : FP32;
    if (expected.logits().isPresent()) {
      Difference difference =
          actual
              .logits()
              .map(logits -> between(logits, expected.logits().orElseThrow()))
              .orElse(Difference.INFINITE);
      return new Verdict("logits", difference.relative(), bounds.forward());
    }
    return judgeLosses(actual.losses(), bounds.training());
  }

  private static Difference between(Tensor actual, Tensor wanted) {
    return Difference.between(actual, wanted);
  }

  private Verdict judgeLosses(List<Double> losses, double bound) {
    double allowed = bound;
    Verdict worst = new Verdict("loss", 0, bound);
    for (int i = 0; i < expected.losses().size(); i++) {
      double wanted = expected.losses().get(i);
      allowed = Math.max(allowed, Bounds.ROUNDINGS * rounding(i, wanted));
      double difference =
          i < losses.size()
              ? Difference.between(losses.get(i), wanted).relative()
              : Double.POSITIVE_INFINITY;
      Verdict step = new Verdict("loss of step " + (i + 1), difference, allowed);
      if (step.difference() / step.allowed() >= worst.difference() / worst.allowed()) {
        worst = step;
      }
    }
    return worst;
  }

  private double rounding(int step, double wanted) {
    double relative =
        rounded
            .filter(twin -> step < twin.losses().size())
            .map(twin -> Difference.between(twin.losses().get(step), wanted).relative())
            .orElse(0.0);
    return Double.isFinite(relative) ? relative : 0;
  }

  /**
   * How far a contender was from what is expected, at its worst.
   *
   * @param what was compared
   * @param difference relative
   * @param allowed the bound
   */
  public record Verdict(String what, double difference, double allowed) {
    /** Tells whether it may be timed. */
    public boolean passed() {
      return difference <= allowed;
    }

    /** Returns the verdict in words. */
    public String describe() {
      return "%s: off by %s, where %s is allowed"
          .formatted(what, Scientific.of(difference), Scientific.of(allowed));
    }
  }
}
