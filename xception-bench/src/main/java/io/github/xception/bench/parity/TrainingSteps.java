package io.github.xception.bench.parity;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Weights;
import io.github.xception.train.LabelSmoothing;
import io.github.xception.train.LearningRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Takes engines through the first steps of a training and compares them after each. */
final class TrainingSteps {
  private final Engine first;
  private final Engine twin;
  private final List<Engine> others;
  private final ExchangeFolder folder;
  private final Consumer<StepComparison> listener;

  /**
   * Makes steps.
   *
   * @param twin the first engine a second time; it begins with weights that are off by a rounding
   * @param listener hears of each step
   */
  TrainingSteps(
      Engine first,
      Engine twin,
      List<Engine> others,
      ExchangeFolder folder,
      Consumer<StepComparison> listener) {
    this.first = first;
    this.twin = twin;
    this.others = List.copyOf(others);
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Compares.
   *
   * @param task its weights are in the folder
   */
  List<StepComparison> run(ParityTask task) throws IOException, InterruptedException {
    first.process().ask(new Request.Train(folder.weights()));
    for (Engine other : others) {
      other.process().ask(new Request.Train(folder.weights()));
    }
    TensorFiles.write(folder.roundedWeights(), LastBits.flipped(task.weights()));
    twin.process().ask(new Request.Train(folder.roundedWeights()));
    TrainingConfig config = task.config();
    LabelSmoothing smoothing = new LabelSmoothing(config.training().labelSmoothing());
    List<StepComparison> steps = new ArrayList<>();
    try (BatchStream batches = task.batches().batches(config.training().seed(), 0)) {
      for (int i = 0; i < task.steps(); i++) {
        Batch batch = smoothing.apply(WideLabels.widen(batches.next(), task.graph().classes()));
        double rate = LearningRate.at(config.schedule(), i, config.training().steps());
        StepComparison step = compare(task, i + 1, batch, rate);
        listener.accept(step);
        steps.add(step);
      }
    }
    return steps;
  }

  private StepComparison compare(ParityTask task, int number, Batch batch, double rate)
      throws IOException, InterruptedException {
    TensorFiles.writeBatch(folder.batch(), batch);
    StepAnswer wanted = step(first, batch.key(), rate, folder.expected());
    Weights expected = TensorFiles.read(folder.expected());
    Map<String, StepComparison.Result> results = new LinkedHashMap<>();
    Map<String, WeightsComparison> weights = new LinkedHashMap<>();
    results.put(first.name(), result(wanted, wanted));
    for (Engine engine : others) {
      StepAnswer answer = step(engine, batch.key(), rate, folder.actual());
      results.put(engine.name(), result(answer, wanted));
      weights.put(
          engine.name(),
          WeightsComparison.between(
              task.graph().parameters(), TensorFiles.read(folder.actual()), expected));
    }
    folder.freeMappedFiles();
    Difference rounding =
        Difference.between(step(twin, batch.key(), rate, folder.actual()).loss(), wanted.loss());
    return new StepComparison(number, rate, rounding, results, weights);
  }

  private StepAnswer step(Engine engine, long key, double rate, Path to)
      throws IOException, InterruptedException {
    return engine.process().ask(new Request.Step(folder.batch(), key, rate, to), StepAnswer.class);
  }

  private static StepComparison.Result result(StepAnswer answer, StepAnswer wanted) {
    OptionalDouble norm = answer.norm();
    return new StepComparison.Result(
        answer.loss(),
        norm,
        Difference.between(answer.loss(), wanted.loss()),
        norm.isPresent() && wanted.norm().isPresent()
            ? Optional.of(Difference.between(norm.getAsDouble(), wanted.norm().getAsDouble()))
            : Optional.empty());
  }
}
