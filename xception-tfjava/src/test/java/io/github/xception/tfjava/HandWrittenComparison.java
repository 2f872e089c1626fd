package io.github.xception.tfjava;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.ConfigProto;

/**
 * Measures on Linux what the way through this backend costs: its speed as a share of that of {@link
 * HandWrittenXception}, in turns in one process. It asserts nothing and runs only when it is asked
 * for by name; {@code docs/performance.md} says how.
 */
class HandWrittenComparison {
  private static final Logger log = LoggerFactory.getLogger(HandWrittenComparison.class);

  private final int rounds = Integer.getInteger("measure.rounds", 10);
  private final Graph graph = Lowering.lower(Presets.model("xception-flowers17").orElseThrow());
  private final Weights weights = InitialWeights.draw(graph, 1);
  private final ConfigProto config = TensorFlowEngine.start(BackendOptions.DEFAULT).config();

  @Test
  void train() {
    Batch batch = RandomBatch.of(graph, Integer.getInteger("measure.batch", 16), 1);
    int steps = Integer.getInteger("measure.steps", 2);
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    Node dropout =
        graph.nodes().stream().filter(n -> n.op() instanceof Op.Dropout).findFirst().orElseThrow();
    Op.Dropout op = (Op.Dropout) dropout.op();
    try (Backend backend = new TensorFlowBackendProvider().open(BackendOptions.DEFAULT);
        TrainingSession session = backend.train(graph, weights, adam);
        HandWrittenTraining direct = new HandWrittenTraining(weights, config)) {
      compare(
          "training, batch " + batch.size(),
          batch.size(),
          steps,
          () -> session.step(batch, 1e-4).loss(),
          () ->
              direct.step(
                  batch.images(),
                  batch.labels(),
                  DropoutMasks.draw(dropout, op, batch.key(), batch.size()),
                  1e-4f));
    }
  }

  @Test
  void predictOne() {
    predict(1, Integer.getInteger("measure.predictions", 30));
  }

  @Test
  void predictBatch() {
    predict(16, Integer.getInteger("measure.predictions", 4));
  }

  private void predict(int size, int predictions) {
    Batch batch = RandomBatch.of(graph, size, 1);
    try (Backend backend = new TensorFlowBackendProvider().open(BackendOptions.DEFAULT);
        InferenceSession session = backend.load(graph, weights);
        HandWrittenInference direct = new HandWrittenInference(weights, config)) {
      compare(
          "inference, batch " + size,
          size,
          predictions,
          () -> session.predict(batch.images()).floats().get(0),
          () -> direct.predict(batch.images())[0][0]);
    }
  }

  /** Computes a number that both ought to agree on. */
  private interface Work {
    double run();
  }

  private void compare(String what, int batch, int repetitions, Work own, Work direct) {
    log.info("{}, first: {} and by hand {}", what, own.run(), direct.run());
    log.info("{}, second: {} and by hand {}", what, own.run(), direct.run());
    List<ProcessUsage> ours = new ArrayList<>();
    List<ProcessUsage> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      // Whoever comes first in a round comes second in the next.
      if (round % 2 == 0) {
        ours.add(use(what, repetitions, own));
        theirs.add(use(what + ", by hand", repetitions, direct));
      } else {
        theirs.add(use(what + ", by hand", repetitions, direct));
        ours.add(use(what, repetitions, own));
      }
    }
    log.info(
        String.format(
            Locale.ROOT,
            "%s: %.1f images/s, by hand %.1f; share %s by time, %s by processor time",
            what,
            batch / median(ours.stream().mapToDouble(ProcessUsage::seconds)),
            batch / median(theirs.stream().mapToDouble(ProcessUsage::seconds)),
            share(theirs, ours, ProcessUsage::seconds),
            share(theirs, ours, ProcessUsage::processorSeconds)));
  }

  private static ProcessUsage use(String what, int repetitions, Work work) {
    ProcessUsage before = ProcessUsage.now();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    ProcessUsage each = ProcessUsage.now().since(before, repetitions);
    log.info("{}: {}", what, each.describe());
    return each;
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Says how much of one there is in the other: round by round, and in all. */
  private static String share(
      List<ProcessUsage> of, List<ProcessUsage> in, ToDoubleFunction<ProcessUsage> value) {
    double[] shares =
        IntStream.range(0, of.size())
            .mapToDouble(i -> value.applyAsDouble(of.get(i)) / value.applyAsDouble(in.get(i)))
            .sorted()
            .toArray();
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f over %d rounds, in all %.3f)",
        median(Arrays.stream(shares)),
        shares[0],
        shares[shares.length - 1],
        shares.length,
        of.stream().mapToDouble(value).sum() / in.stream().mapToDouble(value).sum());
  }
}
