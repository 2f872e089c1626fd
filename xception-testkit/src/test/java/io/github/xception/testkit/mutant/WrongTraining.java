package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.function.UnaryOperator;

/** Backends whose forward pass is right, but not what they make of it in training. */
final class WrongTraining {
  private WrongTraining() {}

  /** Trains for the most probable label only. */
  static Backend hardLabels(Backend right) {
    return withBatches(
        right,
        batch ->
            new Batch(
                batch.images(),
                Tensors.map(batch.labels(), (value, i) -> value > 0.5 ? 1 : 0),
                batch.names(),
                batch.key()));
  }

  /** Trains for labels without their weights. */
  static Backend labelsTakenToSumToOne(Backend right) {
    return withBatches(
        right,
        batch -> {
          int classes = batch.labels().shape().dim(1);
          double[] sums = new double[batch.size()];
          for (int i = 0; i < sums.length * classes; i++) {
            sums[i / classes] += batch.labels().floats().get(i);
          }
          return new Batch(
              batch.images(),
              Tensors.map(batch.labels(), (value, i) -> value / sums[i / classes]),
              batch.names(),
              batch.key());
        });
  }

  /** Drops the same values for every batch. */
  static Backend dropoutIgnoresTheKey(Backend right) {
    return withBatches(right, batch -> new Batch(batch.images(), batch.labels(), batch.names(), 0));
  }

  private static Backend withBatches(Backend right, UnaryOperator<Batch> change) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, weights, optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            return session.step(change.apply(batch), learningRate);
          }
        };
      }
    };
  }

  /** Leaves the L2 term out of the loss that it shows. */
  static Backend lossWithoutL2(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, weights, optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            StepResult right = session.step(batch, learningRate);
            return new StepResult(
                right.crossEntropy(), right.crossEntropy(), right.correct(), right.examples());
          }
        };
      }
    };
  }

  /** Lets the gradient through a ReLU of zero; for zeros that a convolution with bias makes. */
  static Backend reluPassesAtZero(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        // So little that it is lost beside any other value.
        Weights lifted =
            Tensors.map(
                weights,
                (path, tensor) ->
                    path.endsWith("/bias")
                        ? Tensors.map(tensor, (value, i) -> value == 0 ? 1e-30 : value)
                        : tensor);
        return backend.train(graph, lifted, optimizer);
      }
    };
  }

  /**
   * Gives the gradient of a maximum to the last of equal values: turns the images by half a turn,
   * and with them the kernel of the dense layer that reads the pooled ones. For windows that fit
   * their input the same from either side.
   */
  static Backend tiesGoToTheLast(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        TrainingSession session = backend.train(graph, weights, optimizer);
        return graph.nodes().stream().anyMatch(WrongTraining::turnsWithItsInput)
            ? new Turned(session)
            : session;
      }
    };
  }

  private static boolean turnsWithItsInput(Node node) {
    if (!(node.op() instanceof Op.MaxPool pool) || !pool.window().padding().symmetric()) {
      return false;
    }
    Window window = pool.window();
    int rows = node.inputShape().dim(0) + 2 * window.padding().top() - window.kernelHeight();
    int columns = node.inputShape().dim(1) + 2 * window.padding().left() - window.kernelWidth();
    return rows % window.stride() == 0 && columns % window.stride() == 0;
  }

  private static final class Turned extends WrappedTraining {
    Turned(TrainingSession session) {
      super(session);
    }

    @Override
    public StepResult step(Batch batch, double learningRate) {
      Weights before = session.weights();
      int channels = before.get("before/bias").shape().elements();
      Tensor images = turned(batch.images(), batch.size(), batch.images().shape().dim(3));
      session.restoreWeights(turned(before, channels));
      try (ComputedGradients computed =
              session.computeGradients(
                  new Batch(images, batch.labels(), batch.names(), batch.key()));
          Gradients gradients =
              session.gradients(turned(computed.gradients().toHost(), channels))) {
        session.restoreWeights(before);
        session.applyGradients(gradients, learningRate);
        return computed.result();
      }
    }

    private static Weights turned(Weights weights, int channels) {
      return Tensors.map(
          weights,
          (path, tensor) ->
              path.equals("head/kernel")
                  ? turned(tensor, 1, channels * tensor.shape().dim(1))
                  : tensor);
    }

    /** Returns the tensor with the pixels of each example in reverse order. */
    private static Tensor turned(Tensor tensor, int examples, int perPixel) {
      int perExample = tensor.shape().elements() / examples;
      float[] values = tensor.toArray();
      return Tensors.map(
          tensor,
          (value, i) -> {
            int within = i % perExample;
            int pixel = perExample / perPixel - 1 - within / perPixel;
            return values[i - within + pixel * perPixel + within % perPixel];
          });
    }
  }
}
