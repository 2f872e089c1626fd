package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/**
 * The backend that a contract is about, beside the reference. Opens sessions with regard to what
 * the backend declares not to have: then it is held to its refusal instead.
 */
public final class Subject {
  private final BackendProvider provider;
  private final BackendOptions options;
  private final Backend backend;
  private final Backend reference;
  private final Tolerance tolerance;
  private final ContractTally tally;

  Subject(
      BackendProvider provider,
      BackendOptions options,
      Backend backend,
      Backend reference,
      Tolerance tolerance,
      ContractTally tally) {
    this.provider = provider;
    this.options = options;
    this.backend = backend;
    this.reference = reference;
    this.tolerance = tolerance;
    this.tally = tally;
  }

  BackendProvider provider() {
    return provider;
  }

  BackendOptions options() {
    return options;
  }

  Backend backend() {
    return backend;
  }

  Backend reference() {
    return reference;
  }

  Tolerance tolerance() {
    return tolerance;
  }

  boolean has(Capability capability) {
    return backend.info().capabilities().contains(capability);
  }

  /** Counts the running test as one that can show nothing here. */
  void notApplicable(String reason) {
    tally.notApplicable(reason);
  }

  /** Runs {@code body} on an inference session, or expects the graph to be refused. */
  void infer(Graph graph, Weights weights, Consumer<InferenceSession> body) {
    demanding(
        needs(graph),
        () -> backend.load(graph, weights).close(),
        () -> {
          try (InferenceSession session = backend.load(graph, weights)) {
            body.accept(session);
          }
        });
  }

  /** Runs {@code body} on a training session, or expects training or the graph to be refused. */
  void train(
      Graph graph, Weights weights, OptimizerSpec optimizer, Consumer<TrainingSession> body) {
    Set<Capability> needs = needs(graph);
    needs.add(Capability.TRAINING);
    demanding(
        needs,
        () -> backend.train(graph, weights, optimizer).close(),
        () -> {
          try (TrainingSession session = backend.train(graph, weights, optimizer)) {
            body.accept(session);
          }
        });
  }

  /**
   * Runs {@code body} if the backend has all that it needs; else expects {@code attempt} to be
   * refused with the exact exception.
   */
  void demanding(Set<Capability> needs, Runnable attempt, Runnable body) {
    Set<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(needs);
    missing.removeAll(backend.info().capabilities());
    if (missing.isEmpty()) {
      body.run();
      return;
    }
    Throwable thrown = Assertions.catchThrowable(attempt::run);
    assertThat(thrown)
        .as("what a backend throws that declares not to have %s", missing)
        .isExactlyInstanceOf(UnsupportedCapabilityException.class);
    assertThat(((UnsupportedCapabilityException) thrown).capability())
        .as("the capability that the exception names")
        .isIn(missing);
    tally.refused(missing);
  }

  private static Set<Capability> needs(Graph graph) {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d conv && conv.groups() > 1) {
        int channels = node.inputShape().dim(2);
        if (conv.groups() != channels) {
          needs.add(Capability.GROUPED_CONVOLUTION);
        } else if (conv.filters() > channels) {
          needs.add(Capability.DEPTH_MULTIPLIER);
        }
      }
    }
    return needs;
  }
}
