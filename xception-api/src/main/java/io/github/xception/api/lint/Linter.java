package io.github.xception.api.lint;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.TrainingConfig;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what spoils a training without an error: settings that do nothing, or something else
 * than what they are there for. It looks at the config alone; what only the images show is found
 * where they are read.
 */
public final class Linter {
  private static final List<Rule> RULES =
      List.of(
          new RawInput(),
          new BiasBeforeBatchNorm(),
          new BatchNormOfOneValue(),
          new BatchNormMomentum(),
          new MovingStatisticsNeverUpdated(),
          new MovingStatisticsUnsettled(),
          new EvaluationByBatchStatistics(),
          new ReluOnLogits(),
          new SplitNotShuffled(),
          new NothingHeldOut(),
          new WeightDecayOnNothing(),
          new RateNeverMoves(),
          new WarmUpNeverEnds(),
          new AverageOfTheWholeRun());

  private Linter() {}

  /** Returns the names of all rules, in the order in which warnings are given. */
  public static List<String> rules() {
    return RULES.stream().map(Rule::name).toList();
  }

  /**
   * Checks a training config.
   *
   * @param config the config
   * @param graph what {@code Lowering.lower} makes of it
   * @return a warning for each rule that the config breaks
   */
  public static List<LintWarning> lint(TrainingConfig config, Graph graph) {
    Subject subject = new Subject(config, graph);
    return RULES.stream().map(rule -> rule.check(subject)).flatMap(Optional::stream).toList();
  }
}
