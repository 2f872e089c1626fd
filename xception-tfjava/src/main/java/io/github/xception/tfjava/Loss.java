package io.github.xception.tfjava;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * What training minimises: the mean cross-entropy over the batch, and the L2 term.
 *
 * @param crossEntropy the first
 * @param penalty the second
 * @param l2 λ of the L2 term; 0 for none
 */
record Loss(Output<?> crossEntropy, Output<?> penalty, double l2) {
  /** How many operands {@link #fetch} fetches. */
  static final int FETCHED = 2;

  /** Adds the loss to a graph. */
  static Loss add(
      GraphWriter writer,
      Output<?> logits,
      Output<?> labels,
      WeightDecay decay,
      List<ParameterInfo> trainable,
      Variables parameters) {
    // Not by SoftmaxCrossEntropyWithLogits, whose gradient takes it that labels sum to one.
    Output<?> surprise =
        writer.apply("Neg", "loss>surprise", writer.apply("LogSoftmax", "loss>log", logits));
    Output<?> perExample =
        writer.apply(
            "Sum",
            "loss>per_example",
            writer.apply("Mul", "loss>weighted", surprise, labels),
            writer.integers("loss>classes", 1));
    Output<?> crossEntropy =
        writer.apply("Mean", "loss>mean", perExample, writer.integers("loss>axes", 0));
    double l2 = decay.kind() == WeightDecay.Kind.L2 ? decay.rate() : 0;
    return new Loss(crossEntropy, penalty(writer, l2, trainable, parameters), l2);
  }

  /** λ/2·Σw² over the kernels. */
  private static Output<?> penalty(
      GraphWriter writer, double l2, List<ParameterInfo> trainable, Variables parameters) {
    List<Output<?>> terms = new ArrayList<>();
    terms.add(writer.constant("loss>none", 0));
    if (l2 != 0) {
      for (ParameterInfo info : trainable) {
        if (info.decayed()) {
          terms.add(
              writer.apply("L2Loss", info.path() + ">l2", parameters.get(info.path()).value()));
        }
      }
    }
    Output<?> sum =
        writer.apply("AddN", "loss>l2", op -> op.addInputList(terms.toArray(new Output<?>[0])));
    return writer.apply("Mul", "loss>penalty", sum, writer.constant("loss>lambda", l2));
  }

  /**
   * Adds the gradients.
   *
   * @return one operand per trainable parameter, in their order
   */
  List<Output<?>> gradients(
      GraphWriter writer, List<ParameterInfo> trainable, Variables parameters) {
    Output<?>[] values =
        trainable.stream()
            .map(info -> parameters.get(info.path()).value())
            .toArray(Output<?>[]::new);
    if (trainable.isEmpty()) {
      return List.of();
    }
    Output<?>[] found =
        writer.graph().addGradients("gradients", new Output<?>[] {crossEntropy}, values, null);
    Output<?> rate = writer.constant("gradients>lambda", l2);
    List<Output<?>> gradients = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      ParameterInfo info = trainable.get(i);
      String name = info.path() + ">gradient";
      if (l2 == 0 || !info.decayed()) {
        gradients.add(writer.apply("Identity", name, found[i]));
      } else {
        Output<?> decay = writer.apply("Mul", name + ">decay", values[i], rate);
        gradients.add(writer.apply("AddV2", name, found[i], decay));
      }
    }
    return List.copyOf(gradients);
  }

  /** Fetches both terms. */
  void fetch(Session.Runner runner) {
    runner.fetch(crossEntropy).fetch(penalty);
  }

  /** Reads the first term, of what was fetched first of all. */
  double crossEntropy(Result result) {
    return HostTensors.scalar(result.get(0));
  }

  /** Reads the second. */
  double penalty(Result result) {
    return HostTensors.scalar(result.get(1));
  }
}
