package io.github.xception.bench.parity;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a comparison.
 *
 * @param task what the engines were taken through
 * @param backends what they run on; the first is the one that the others are held against
 * @param bounds how far they may be apart
 * @param forward inference
 * @param training the training steps; empty if there were none
 */
public record ParityReport(
    ParityTask task,
    List<BackendInfo> backends,
    Bounds bounds,
    ForwardComparison forward,
    List<StepComparison> training) {

  /** Copies the lists. */
  public ParityReport {
    backends = List.copyOf(backends);
    training = List.copyOf(training);
  }

  /** Returns the name of the backend that the others are held against. */
  public String against() {
    return backends.get(0).name();
  }

  /** Returns the names of the backends that are held against the first. */
  public List<String> others() {
    return backends.stream().skip(1).map(BackendInfo::name).toList();
  }

  /** Tells in words what of a backend was not compared, because it lacks it. */
  public List<String> notCompared(BackendInfo backend) {
    List<String> gaps = new ArrayList<>();
    if (!backend.capabilities().contains(Capability.ACTIVATIONS)) {
      gaps.add("no values of inner layers");
    }
    if (!backend.capabilities().contains(Capability.TRAINING)) {
      gaps.add("no training");
    } else if (!backend.capabilities().contains(Capability.SEPARATE_GRADIENTS)) {
      gaps.add("no gradient norm");
    }
    return gaps;
  }

  /** Returns the first layer that exceeds the bound. */
  public Optional<LayerComparison> firstDivergence() {
    return forward.firstDivergence(bounds.forward());
  }

  /** Returns in words which bounds are broken; empty if none is. */
  public List<String> broken() {
    List<String> broken = new ArrayList<>();
    for (String backend : others()) {
      forward
          .firstDivergence(backend, bounds.forward())
          .ifPresent(
              layer ->
                  broken.add(
                      "%s: the first layer that diverges is %s (%s), by %s, where %s is allowed"
                          .formatted(
                              backend,
                              layer.path(),
                              layer.op(),
                              Scientific.of(
                                  layer
                                      .differences()
                                      .getOrDefault(backend, Difference.NONE)
                                      .relative()),
                              Scientific.of(bounds.forward()))));
      double prediction = forward.predictions().getOrDefault(backend, Difference.NONE).relative();
      if (prediction > bounds.forward()) {
        broken.add(
            "%s: the prediction differs by %s, where %s is allowed"
                .formatted(backend, Scientific.of(prediction), Scientific.of(bounds.forward())));
      }
      brokenStep(backend).ifPresent(broken::add);
    }
    return broken;
  }

  private Optional<String> brokenStep(String backend) {
    for (StepComparison step : training) {
      StepComparison.Result result = step.results().get(backend);
      double allowed = allowed(step);
      if (result != null && result.lossDifference().relative() > allowed) {
        return Optional.of(
            "%s: the loss of training step %d differs by %s, where %s is allowed"
                .formatted(
                    backend,
                    step.step(),
                    Scientific.of(result.lossDifference().relative()),
                    Scientific.of(allowed)));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the relative difference that the loss of a step may have: the bound, or more if a
   * rounding of the first weights has made so much of a difference in this step or before that the
   * bound says nothing.
   */
  public double allowed(StepComparison step) {
    double rounding =
        training.stream()
            .filter(each -> each.step() <= step.step())
            .mapToDouble(each -> each.rounding().relative())
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return Math.max(bounds.training(), Bounds.ROUNDINGS * rounding);
  }
}
