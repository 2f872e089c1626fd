package io.github.xception.tfjava;

import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Training on a graph that is compiled once; a step is one run. In a run any operand can be fed: so
 * gradients from elsewhere are applied by the operations that apply those just computed.
 */
final class TensorFlowTrainingSession implements TrainingSession {
  private final Graph graph;
  private final List<ParameterInfo> trainable;
  private final GraphSession session;
  private final Variables parameters;
  private final Output<?> images;
  private final Output<?> labels;
  private final TrainingTranslator translator;
  private final Output<?> logits;
  private final Loss loss;
  private final Operation statistics;
  private final List<Output<?>> gradients;
  private final GradientArithmetic arithmetic;
  private final Optimizer optimizer;

  TensorFlowTrainingSession(
      GraphSession session, Graph whole, Weights weights, OptimizerSpec optimizer) {
    this.graph = whole.withoutSoftmax();
    this.trainable = graph.parameters().stream().filter(ParameterInfo::trainable).toList();
    this.session = session;
    try {
      GraphWriter writer = session.writer();
      this.parameters = Variables.ofParameters(writer, graph.parameters());
      this.images = writer.placeholder("input>images", HostTensors.anyBatchOf(graph.inputShape()));
      this.labels = writer.placeholder("input>labels", -1, graph.classes());
      this.translator = new TrainingTranslator(writer, parameters);
      this.logits = graph.translate(translator, images, ValueListener.none());
      this.statistics = writer.group("statistics>moved", translator.statistics());
      this.loss = Loss.add(writer, logits, labels, optimizer.weightDecay(), trainable, parameters);
      this.gradients = loss.gradients(writer, trainable, parameters);
      this.arithmetic = new GradientArithmetic(session, trainable, gradients);
      this.optimizer = new Optimizer(session, optimizer, trainable, parameters, gradients);
      this.parameters.restore(session, weights);
      this.optimizer.reset();
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public StepResult step(Batch batch, double learningRate) {
    try (EngineTensors fed = new EngineTensors()) {
      StepResult seen =
          session.run(
              runner -> {
                fetch(runner, batch, fed);
                optimizer.feed(learningRate, numbers(runner, fed));
                runner.addTarget(optimizer.update());
              },
              result -> read(result, batch));
      optimizer.count();
      return seen;
    }
  }

  @Override
  public ComputedGradients computeGradients(Batch batch) {
    try (EngineTensors fed = new EngineTensors()) {
      Result result =
          session.run(
              runner -> {
                fetch(runner, batch, fed);
                gradients.forEach(runner::fetch);
              });
      try {
        List<org.tensorflow.Tensor> values = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
          values.add(result.get(Loss.FETCHED + 1 + i));
        }
        return new ComputedGradients(
            new TensorFlowGradients(arithmetic, values, result::close), read(result, batch));
      } catch (RuntimeException | Error e) {
        result.close();
        throw e;
      }
    }
  }

  /** Feeds a batch, and fetches what the result of a step is read from. */
  private void fetch(Session.Runner runner, Batch batch, EngineTensors fed) {
    session.check();
    graph.checkImages(batch.images());
    graph.checkLabels(batch.labels(), batch.size());
    feed(runner, images, batch.images(), fed);
    feed(runner, labels, batch.labels(), fed);
    translator.drawMasks(
        batch.key(), batch.size(), (operand, mask) -> feed(runner, operand, mask, fed));
    loss.fetch(runner);
    runner.fetch(logits).addTarget(statistics);
  }

  private static void feed(
      Session.Runner runner, Output<?> operand, Tensor tensor, EngineTensors fed) {
    runner.feed(operand, fed.add(HostTensors.toEngine(tensor)));
  }

  private static ObjDoubleConsumer<Output<?>> numbers(Session.Runner runner, EngineTensors fed) {
    return (operand, number) -> runner.feed(operand, fed.add(TFloat32.scalarOf((float) number)));
  }

  private StepResult read(Result result, Batch batch) {
    double crossEntropy = loss.crossEntropy(result);
    Tensor seen = HostTensors.toHost(result.get(Loss.FETCHED), batch.labels().shape());
    return new StepResult(
        crossEntropy + loss.penalty(result),
        crossEntropy,
        batch.countCorrect(seen.floats()),
        batch.size());
  }

  @Override
  public Gradients gradients(Weights values) {
    session.check();
    EngineTensors copies = new EngineTensors();
    try {
      List<org.tensorflow.Tensor> tensors = new ArrayList<>();
      for (ParameterInfo info : trainable) {
        tensors.add(copies.add(HostTensors.toEngine(values.get(info.path(), info.shape()))));
      }
      return new TensorFlowGradients(arithmetic, tensors, copies::close);
    } catch (RuntimeException e) {
      copies.close();
      throw e;
    }
  }

  @Override
  public void applyGradients(Gradients values, double learningRate) {
    session.check();
    List<org.tensorflow.Tensor> tensors = TensorFlowGradients.of(arithmetic, values);
    try (EngineTensors fed = new EngineTensors()) {
      session.run(
          runner -> {
            for (int i = 0; i < tensors.size(); i++) {
              runner.feed(gradients.get(i), tensors.get(i));
            }
            optimizer.feed(learningRate, numbers(runner, fed));
            runner.addTarget(optimizer.update());
          },
          result -> result);
      optimizer.count();
    }
  }

  @Override
  public Weights weights() {
    return parameters.toHost(session);
  }

  @Override
  public void restoreWeights(Weights weights) {
    parameters.restore(session, weights);
  }

  @Override
  public OptimizerState optimizerState() {
    return optimizer.state();
  }

  @Override
  public void restoreOptimizer(OptimizerState state) {
    session.check();
    optimizer.restore(state);
  }

  @Override
  public void close() {
    session.close();
  }
}
