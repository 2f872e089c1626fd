package io.github.xception.testkit;

import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Node;
import io.github.xception.api.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each operation at its edges, against the reference. The network of a case has a parametrised
 * layer before and after the operation, so that its gradients show what the operation does to
 * gradients and values alike.
 */
public interface OperationContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** The output, and the value of every node, are those of the reference. */
  @TestFactory
  default Stream<DynamicTest> forward() {
    return cases("forward: ", this::checkForward);
  }

  /**
   * The first step of a training session sees the same loss, computes the same gradients, and does
   * the same to weights and moving statistics as the reference.
   */
  @TestFactory
  default Stream<DynamicTest> gradient() {
    return cases("gradient: ", this::checkGradient);
  }

  private static Stream<DynamicTest> cases(String prefix, Consumer<NetworkCase> check) {
    return Stream.of(
            ConvolutionCases.all(),
            PoolingCases.all(),
            NormalizationCases.all(),
            StructureCases.all())
        .flatMap(cases -> cases)
        .map(c -> DynamicTest.dynamicTest(prefix + c.name(), () -> check.accept(c)));
  }

  private void checkForward(NetworkCase c) {
    double tolerance = subject().tolerance().forward() * c.slack();
    Tensor images = c.batch().images();
    List<String> paths = c.graph().nodes().stream().map(Node::path).toList();
    try (InferenceSession reference = subject().reference().load(c.graph(), c.weights())) {
      subject()
          .infer(
              c.graph(),
              c.weights(),
              session -> {
                // The nodes first: the first one that differs says more than the output.
                if (subject().has(Capability.ACTIVATIONS)) {
                  Expect.eachClose(
                      paths,
                      session.activations(images, paths),
                      reference.activations(images, paths),
                      tolerance);
                }
                Expect.close(
                    "output", session.predict(images), reference.predict(images), tolerance);
              });
    }
  }

  private void checkGradient(NetworkCase c) {
    try (TrainingSession reference =
        subject().reference().train(c.graph(), c.weights(), Optimizers.PLAIN_SGD)) {
      subject()
          .train(
              c.graph(),
              c.weights(),
              Optimizers.PLAIN_SGD,
              session -> {
                StepResult expected = reference.step(c.batch(), 0.1);
                StepResult actual = session.step(c.batch(), 0.1);
                Expect.close("step", actual, expected, subject().tolerance().forward() * c.slack());
                double tolerance = subject().tolerance().gradient() * c.slack();
                Expect.allClose(
                    "gradient",
                    session.optimizerState().slots(),
                    reference.optimizerState().slots(),
                    tolerance);
                Trained.expectSameChanges(
                    c.graph(), c.weights(), session.weights(), reference.weights(), tolerance);
              });
    }
  }
}
