package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.function.Predicate;

/** Backends that update weights by another rule. */
final class WrongOptimizers {
  /** Makes a session wrong. */
  private interface Wrong {
    TrainingSession apply(TrainingSession right, Graph graph, OptimizerSpec optimizer);
  }

  private WrongOptimizers() {}

  private static Backend withSessions(Backend right, Wrong wrong) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return wrong.apply(backend.train(graph, weights, optimizer), graph, optimizer);
      }
    };
  }

  /** Adds Adam's epsilon to the second moment before the root is taken. */
  static Backend adamEpsilonInsideTheRoot(Backend right) {
    return withSessions(
        right,
        (rightSession, graph, optimizer) ->
            optimizer instanceof OptimizerSpec.Adam adam && adam.weightDecay().rate() == 0
                ? new WrappedTraining(rightSession) {
                  @Override
                  public StepResult step(Batch batch, double learningRate) {
                    Weights before = session.weights();
                    StepResult result = session.step(batch, learningRate);
                    OptimizerState state = session.optimizerState();
                    session.restoreWeights(
                        Tensors.map(
                            session.weights(),
                            (path, after) ->
                                state.slots().contains("m/" + path)
                                    ? updated(adam, state, path, before.get(path), learningRate)
                                    : after));
                    return result;
                  }
                }
                : rightSession);
  }

  private static Tensor updated(
      OptimizerSpec.Adam adam, OptimizerState state, String path, Tensor before, double rate) {
    double t = (double) state.step();
    Tensor m = state.slots().get("m/" + path);
    Tensor v = state.slots().get("v/" + path);
    return Tensors.map(
        before,
        (value, i) -> {
          double mean = m.floats().get(i) / (1 - Math.pow(adam.beta1(), t));
          double square = v.floats().get(i) / (1 - Math.pow(adam.beta2(), t));
          return value - rate * mean / Math.sqrt(square + adam.epsilon());
        });
  }

  /** Lets L2 act on biases and batch normalization too. */
  static Backend l2OnEverything(Backend right) {
    return withSessions(
        right,
        (rightSession, graph, optimizer) -> {
          WeightDecay decay = optimizer.weightDecay();
          if (decay.kind() != WeightDecay.Kind.L2) {
            return rightSession;
          }
          return new WrongGradients(rightSession) {
            @Override
            Weights wrong(Weights gradients) {
              return withDecay(
                  gradients, session.weights(), path -> !decayed(graph, path), decay.rate());
            }
          };
        });
  }

  private static Weights withDecay(
      Weights gradients, Weights weights, Predicate<String> decayed, double rate) {
    return Tensors.map(
        gradients,
        (path, gradient) -> {
          FloatBuffer weight = weights.get(path).floats();
          return decayed.test(path)
              ? Tensors.map(gradient, (value, i) -> value + rate * weight.get(i))
              : gradient;
        });
  }

  private static boolean decayed(Graph graph, String path) {
    return graph.parameters().stream()
        .filter(parameter -> parameter.path().equals(path))
        .anyMatch(ParameterInfo::decayed);
  }

  /** Lets decoupled decay go through the gradient, as L2 does; the loss it shows is right. */
  static Backend decoupledAsL2(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        WeightDecay decay = optimizer.weightDecay();
        if (decay.kind() != WeightDecay.Kind.DECOUPLED) {
          return backend.train(graph, weights, optimizer);
        }
        return new WrongGradients(backend.train(graph, weights, withoutDecay(optimizer))) {
          @Override
          Weights wrong(Weights gradients) {
            return withDecay(
                gradients, session.weights(), path -> decayed(graph, path), decay.rate());
          }
        };
      }
    };
  }

  /** Lets decoupled decay act on frozen kernels too. */
  static Backend frozenKernelsDecay(Backend right) {
    return withSessions(
        right,
        (rightSession, graph, optimizer) ->
            optimizer.weightDecay().kind() != WeightDecay.Kind.DECOUPLED
                ? rightSession
                : new WrappedTraining(rightSession) {
                  @Override
                  public StepResult step(Batch batch, double learningRate) {
                    StepResult result = session.step(batch, learningRate);
                    double kept = 1 - learningRate * optimizer.weightDecay().rate();
                    session.restoreWeights(
                        Tensors.map(
                            session.weights(),
                            (path, weight) ->
                                isFrozenKernel(graph, path)
                                    ? Tensors.scaled(weight, kept)
                                    : weight));
                    return result;
                  }
                });
  }

  private static boolean isFrozenKernel(Graph graph, String path) {
    return graph.parameters().stream()
        .filter(parameter -> parameter.path().equals(path))
        .anyMatch(parameter -> parameter.role() == Role.KERNEL && !parameter.trainable());
  }

  /** Lets weight decay act on all kernels, wherever the graph confines it to. */
  static Backend decayOnAllKernels(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return backend.train(
            Graphs.withParameters(
                graph,
                p ->
                    new ParameterInfo(
                        p.path(),
                        p.role(),
                        p.shape(),
                        p.initializer(),
                        p.fanIn(),
                        p.fanOut(),
                        p.trainable(),
                        p.trainable() && p.role() == Role.KERNEL)),
            weights,
            optimizer);
      }
    };
  }

  private static OptimizerSpec withoutDecay(OptimizerSpec optimizer) {
    WeightDecay decay = WeightDecay.NONE;
    if (optimizer instanceof OptimizerSpec.Sgd sgd) {
      return new OptimizerSpec.Sgd(sgd.momentum(), decay);
    }
    if (optimizer instanceof OptimizerSpec.RmsProp rms) {
      return new OptimizerSpec.RmsProp(rms.decay(), rms.momentum(), rms.epsilon(), decay);
    }
    OptimizerSpec.Adam adam = (OptimizerSpec.Adam) optimizer;
    return new OptimizerSpec.Adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay);
  }

  /**
   * Puts the rate into SGD's velocity, v ← μ·v + r·g; w ← w − v, so that old gradients keep their
   * old rate. The slot it shows is the right one as long as the rate does not change.
   */
  static Backend velocityHoldsTheRate(Backend right) {
    return withSessions(
        right,
        (rightSession, graph, optimizer) ->
            optimizer instanceof OptimizerSpec.Sgd
                ? new WrappedTraining(rightSession) {
                  private double lastRate;

                  @Override
                  public StepResult step(Batch batch, double learningRate) {
                    if (lastRate > 0) {
                      double factor = lastRate / learningRate;
                      OptimizerState state = session.optimizerState();
                      session.restoreOptimizer(
                          new OptimizerState(
                              state.step(),
                              Tensors.map(state.slots(), (path, v) -> Tensors.scaled(v, factor))));
                    }
                    lastRate = learningRate;
                    return session.step(batch, learningRate);
                  }
                }
                : rightSession);
  }

  /** Shows the step that was restored, but computes as if it had not been. */
  static Backend stepNotRestored(Backend right) {
    return withSessions(
        right,
        (rightSession, graph, optimizer) ->
            new WrappedTraining(rightSession) {
              private long shownBeyond;

              @Override
              public void restoreOptimizer(OptimizerState state) {
                long step = session.optimizerState().step();
                session.restoreOptimizer(new OptimizerState(step, state.slots()));
                shownBeyond = state.step() - step;
              }

              @Override
              public OptimizerState optimizerState() {
                OptimizerState state = session.optimizerState();
                return new OptimizerState(state.step() + shownBeyond, state.slots());
              }
            });
  }
}
