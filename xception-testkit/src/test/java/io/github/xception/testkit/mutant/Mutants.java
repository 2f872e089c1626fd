package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.spec.Precision;
import io.github.xception.reference.ReferenceBackendProvider;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All wrong backends. */
final class Mutants {
  static final List<Mutant> ALL =
      List.of(
          wrong(
              "momentum flipped",
              WrongOperations::momentumFlipped,
              fails("gradient: batch norm", "gradient: batch norm of vectors"),
              passes("gradient: conv 3x3 same")),
          wrong(
              "symmetric padding",
              WrongOperations::symmetricPadding,
              fails(
                  "forward: conv 3x3 stride 2 same, even size",
                  "forward: max pool 3x3 stride 2 same, 74 to 37",
                  "forward: average pool 3x3 stride 2 same, 10 to 5",
                  "forward: depthwise 3x3 stride 2 same"),
              passes("forward: conv 3x3 stride 2 same, odd size")),
          wrong(
              "biased moving variance",
              WrongOperations::biasedMovingVariance,
              fails("gradient: batch norm", "gradient: batch norm of two values"),
              passes("gradient: conv 3x3 same")),
          wrong(
              "max pool padded with zeros",
              WrongOperations::maxPoolPaddedWithZeros,
              fails(
                  "forward: max pool of negative values with padding",
                  "forward: max pool 3x3 same"),
              passes("forward: max pool 3x3 stride 2 valid")),
          wrong(
              "average pool counts padding",
              WrongOperations::averagePoolCountsPadding,
              fails(
                  "forward: average pool of large values with padding",
                  "forward: average pool 3x3 same"),
              passes("forward: average pool 3x3 stride 2 valid")),
          wrong(
              "kernel flipped",
              WrongOperations::kernelFlipped,
              fails(
                  "forward: conv 3x3 valid",
                  "forward: conv 1x3 same",
                  "forward: depthwise 3x3 valid with bias"),
              passes("forward: conv 1x1")),
          wrong(
              "depth multiplier first",
              WrongOperations::depthMultiplierFirst,
              fails(
                  "forward: depthwise with multiplier 2",
                  "forward: depthwise with multiplier 3, stride 2, bias"),
              passes("forward: depthwise 3x3 same")),
          wrong(
              "dropout unscaled",
              WrongOperations::dropoutUnscaled,
              fails("gradient: dropout of a vector"),
              passes("gradient: dropout that keeps all")),
          wrong(
              "add of one value halved",
              WrongOperations::addOfOneValueHalved,
              fails(
                  "gradient: add of one value with itself",
                  "gradient: add of one value with itself, twice"),
              passes("gradient: add of two branches")),
          wrong(
              "inference by batch statistics",
              WrongOperations::inferenceByBatchStatistics,
              fails("evaluationUsesMovingStatistics()", "logitsOfTinyXception()"),
              passes("unknownActivationsAreNamed()")),
          wrong(
              "adam epsilon inside the root",
              WrongOptimizers::adamEpsilonInsideTheRoot,
              fails("training: Adam"),
              passes("training: SGD")),
          wrong(
              "L2 on everything",
              WrongOptimizers::l2OnEverything,
              fails("training: SGD with L2", "training: RMSprop with L2", "training: Adam with L2"),
              passes("training: Adam with decoupled decay")),
          wrong(
              "decoupled as L2",
              WrongOptimizers::decoupledAsL2,
              fails(
                  "training: SGD with decoupled decay",
                  "training: RMSprop with decoupled decay",
                  "training: Adam with decoupled decay"),
              passes("training: Adam with L2")),
          wrong(
              "velocity holds the rate",
              WrongOptimizers::velocityHoldsTheRate,
              fails("training: SGD with momentum"),
              passes("training: SGD")),
          wrong(
              "step not restored",
              WrongOptimizers::stepNotRestored,
              fails("resume: Adam", "resume from the reference: Adam"),
              passes("resume: SGD with momentum")),
          wrong(
              "second close throws",
              WrongManners::secondCloseThrows,
              fails("closedInferenceSession()"),
              passes("closedTrainingSession()")),
          wrong(
              "close does nothing",
              WrongManners::closeDoesNothing,
              fails("closedInferenceSession()"),
              passes("closedTrainingSession()")),
          wrong(
              "gap throws another",
              WrongManners::gapThrowsAnother,
              fails("forward: conv in 2 groups"),
              passes("forward: depthwise 3x3 same")),
          wrong(
              "gap names another",
              WrongManners::gapNamesAnother,
              fails("forward: conv in 2 groups"),
              passes("forward: depthwise 3x3 same")),
          wrong(
              "gap is none",
              WrongManners::gapIsNone,
              fails("forward: conv in 2 groups"),
              passes("forward: depthwise 3x3 same")),
          wrong(
              "leaks per session",
              WrongManners::leaksPerSession,
              fails("closingFreesMemory()"),
              passes("predictingDoesNotGrow()")),
          wrong(
              "leaks per step",
              WrongManners::leaksPerStep,
              fails("steppingDoesNotGrow()"),
              passes("predictingDoesNotGrow()")),
          wrong(
              "weights read later",
              WrongManners::weightsReadLater,
              fails("weightsAreCopied()"),
              passes("logitsOfTinyXception()")),
          wrong(
              "missing weights are zero",
              WrongManners::missingWeightsAreZero,
              fails("missingWeightsAreNamed()"),
              passes("misshapenWeightsAreNamed()")),
          wrong(
              "activations channels first",
              WrongManners::activationsChannelsFirst,
              fails("activationsByPath()", "forward: conv 3x3 same"),
              passes("logitsOfTinyXception()")),
          wrong(
              "inference moves statistics",
              WrongManners::inferenceMovesStatistics,
              fails("inferenceChangesNothing()"),
              passes("logitsOfTinyXception()")),
          wrong(
              "hard labels",
              WrongTraining::hardLabels,
              fails("gradient: conv 3x3 same", "training: SGD"),
              passes("forward: conv 3x3 same")),
          wrong(
              "labels taken to sum to one",
              WrongTraining::labelsTakenToSumToOne,
              fails("weighted labels: of several sums", "weighted labels: of a large sum"),
              passes("gradient: conv 3x3 same", "training: SGD")),
          wrong(
              "frozen statistics move",
              WrongOperations::frozenStatisticsMove,
              fails(
                  "gradient: batch norm by moving statistics",
                  "frozen: [conv_1, entry, middle/**], Adam"),
              passes("gradient: batch norm", "forward: batch norm by moving statistics")),
          wrong(
              "batch statistics in training only",
              WrongOperations::batchStatisticsInTrainingOnly,
              fails("forward: batch norm by the batch's statistics", "batchStatisticsThroughout()"),
              passes("gradient: batch norm", "gradient: batch norm by moving statistics")),
          wrong(
              "frozen kernels decay",
              WrongOptimizers::frozenKernelsDecay,
              fails("frozen: [conv_1, entry, middle/**], Adam with decoupled decay"),
              passes(
                  "frozen: [conv_1, entry, middle/**], Adam",
                  "training: Adam with decoupled decay")),
          wrong(
              "decay on all kernels",
              WrongOptimizers::decayOnAllKernels,
              fails("decay on some: Adam with L2", "decay on some: Adam with decoupled decay"),
              passes("training: Adam with L2", "training: Adam with decoupled decay")),
          wrong(
              "dropout ignores the key",
              WrongTraining::dropoutIgnoresTheKey,
              fails(
                  "gradient: dropout of a vector",
                  "gradient: dropout of an image",
                  "training: SGD"),
              passes("gradient: dropout that keeps all")),
          wrong(
              "loss without L2",
              WrongTraining::lossWithoutL2,
              fails("training: SGD with L2"),
              passes("training: SGD with decoupled decay")),
          wrong(
              "relu passes at zero",
              WrongTraining::reluPassesAtZero,
              fails("gradient: relu of zeros"),
              passes("gradient: relu")),
          wrong(
              "ties go to the last",
              WrongTraining::tiesGoToTheLast,
              fails(
                  "gradient: max pool of equal values",
                  "gradient: max pool of overlapping windows of equal values"),
              passes("gradient: max pool 3x3 same")),
          new Mutant(
              "bfloat16 refused by none",
              provider(options -> right(fp32(options))),
              fails("bfloat16IsLessPrecise()"),
              passes("infoIsComplete()")),
          new Mutant(
              "bfloat16 is float32",
              provider(options -> WrongPrecision.notLess(right(fp32(options)))),
              fails("bfloat16IsLessPrecise()"),
              passes("bfloat16KeepsWeights()", "bfloat16Learns()")),
          new Mutant(
              "bfloat16 weights",
              provider(options -> WrongPrecision.roundedWeights(right(fp32(options)))),
              fails("bfloat16KeepsWeights()"),
              passes("bfloat16IsLessPrecise()", "bfloat16Learns()")),
          new Mutant(
              "absent gpu is a cpu",
              provider(options -> right(BackendOptions.DEFAULT)),
              fails("absentGpuIsRefused()"),
              passes("infoIsComplete()")));

  /** The odd one out, with which nothing is wrong. */
  static final Mutant HONEST_GAPS =
      wrong("none, with declared gaps", HonestGaps::new, fails(), passes());

  private Mutants() {}

  /** Returns the one with the given name. */
  static Mutant named(String name) {
    return Stream.concat(ALL.stream(), Stream.of(HONEST_GAPS))
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Mutant wrong(
      String name, UnaryOperator<Backend> wrong, List<String> fails, List<String> passes) {
    return new Mutant(name, provider(options -> wrong.apply(right(options))), fails, passes);
  }

  private static BackendOptions fp32(BackendOptions options) {
    return options.withPrecision(Precision.FP32);
  }

  private static Backend right(BackendOptions options) {
    return new ReferenceBackendProvider().open(options);
  }

  private static BackendProvider provider(Function<BackendOptions, Backend> open) {
    return new BackendProvider() {
      @Override
      public String name() {
        return new ReferenceBackendProvider().name();
      }

      @Override
      public Backend open(BackendOptions options) {
        return open.apply(options);
      }
    };
  }

  private static List<String> fails(String... tests) {
    return List.of(tests);
  }

  private static List<String> passes(String... tests) {
    return List.of(tests);
  }
}
