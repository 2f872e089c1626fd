package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Backends that misunderstand an operation. */
final class WrongOperations {
  private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0, WeightDecay.NONE);

  private WrongOperations() {}

  /** Trains a frozen batch normalization as any other. */
  static Backend frozenStatisticsMove(Backend right) {
    return withOps(
        right,
        (node, op) ->
            op instanceof Op.BatchNorm norm && norm.statistics() == Statistics.ALWAYS_MOVING
                ? norm.with(Statistics.BATCH_IN_TRAINING)
                : op);
  }

  /** Takes one that always uses the batch's statistics for the usual kind. */
  static Backend batchStatisticsInTrainingOnly(Backend right) {
    return withOps(
        right,
        (node, op) ->
            op instanceof Op.BatchNorm norm && norm.statistics() == Statistics.ALWAYS_BATCH
                ? norm.with(Statistics.BATCH_IN_TRAINING)
                : op);
  }

  /** Takes momentum for the share of the new value. */
  static Backend momentumFlipped(Backend right) {
    return withOps(
        right,
        (node, op) ->
            op instanceof Op.BatchNorm norm
                ? new Op.BatchNorm(
                    1 - norm.momentum(),
                    norm.epsilon(),
                    norm.scale(),
                    norm.offset(),
                    norm.statistics())
                : op);
  }

  /** Pads on both sides alike wherever the output's size allows it. */
  static Backend symmetricPadding(Backend right) {
    return withOps(
        right,
        (node, op) -> {
          if (op instanceof Op.Conv2d conv) {
            return new Op.Conv2d(
                Graphs.symmetric(node, conv.window()), conv.groups(), conv.filters(), conv.bias());
          }
          if (op instanceof Op.MaxPool pool) {
            return new Op.MaxPool(Graphs.symmetric(node, pool.window()));
          }
          return op instanceof Op.AvgPool pool
              ? new Op.AvgPool(Graphs.symmetric(node, pool.window()))
              : op;
        });
  }

  private static Backend withOps(Backend right, BiFunction<Node, Op, Op> change) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return backend.load(Graphs.withOps(graph, change), weights);
      }

      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return backend.train(Graphs.withOps(graph, change), weights, optimizer);
      }
    };
  }

  /** Lets the moving variance follow the biased variance of the batch. */
  static Backend biasedMovingVariance(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, weights, optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            Weights before = session.weights();
            StepResult result = session.step(batch, learningRate);
            session.restoreWeights(
                Tensors.map(
                    session.weights(),
                    (path, after) -> biased(graph, path, before.get(path), after, batch.size())));
            return result;
          }
        };
      }
    };
  }

  private static Tensor biased(
      Graph graph, String path, Tensor before, Tensor after, int batchSize) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.BatchNorm norm
          && node.parameter(ParameterInfo.Role.MOVING_VARIANCE)
              .filter(parameter -> parameter.path().equals(path))
              .isPresent()) {
        double n = batchSize * (double) node.inputShape().elements() / after.shape().elements();
        return Tensors.map(
            after,
            (value, i) -> {
              double kept = norm.momentum() * before.floats().get(i);
              return kept + (value - kept) * (n - 1) / n;
            });
      }
    }
    return after;
  }

  /** Pads max pooling with zeros, in inference. */
  static Backend maxPoolPaddedWithZeros(Backend right) {
    return paddingWithZeros(
        right,
        op -> op instanceof Op.MaxPool pool ? new Op.MaxPool(Graphs.unpadded(pool.window())) : op);
  }

  /** Counts padding in the mean of average pooling, in inference. */
  static Backend averagePoolCountsPadding(Backend right) {
    return paddingWithZeros(
        right,
        op -> op instanceof Op.AvgPool pool ? new Op.AvgPool(Graphs.unpadded(pool.window())) : op);
  }

  private static Backend paddingWithZeros(Backend right, UnaryOperator<Op> withoutPadding) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        Graph rewritten = Graphs.paddingWithZeros(graph, withoutPadding);
        return backend.load(rewritten, Graphs.paddingWithZeros(rewritten, weights));
      }
    };
  }

  /** Turns kernels round: a convolution as mathematics has it. */
  static Backend kernelFlipped(Backend right) {
    return withKernels(
        right,
        (node, kernel) -> {
          int area = kernel.shape().dim(0) * kernel.shape().dim(1);
          int rest = kernel.shape().elements() / area;
          float[] values = kernel.toArray();
          return Tensors.map(kernel, (value, i) -> values[(area - 1 - i / rest) * rest + i % rest]);
        });
  }

  /** Takes the multiplier of a depthwise kernel for its outer axis. */
  static Backend depthMultiplierFirst(Backend right) {
    return withKernels(
        right,
        (node, kernel) -> {
          Op.Conv2d conv = (Op.Conv2d) node.op();
          int channels = conv.groups();
          int multiplier = conv.filters() / channels;
          if (channels == 1 || channels != node.inputShape().dim(2)) {
            return kernel;
          }
          float[] values = kernel.toArray();
          return Tensors.map(
              kernel,
              (value, i) -> {
                int filter = i % conv.filters();
                int from = filter % multiplier * channels + filter / multiplier;
                return values[i - filter + from];
              });
        });
  }

  private static Backend withKernels(Backend right, BiFunction<Node, Tensor, Tensor> change) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        Map<String, Node> convolutions = new HashMap<>();
        for (Node node : graph.nodes()) {
          if (node.op() instanceof Op.Conv2d) {
            convolutions.put(node.parameters().get(0).path(), node);
          }
        }
        return backend.load(
            graph,
            Tensors.map(
                weights,
                (path, tensor) ->
                    convolutions.containsKey(path)
                        ? change.apply(convolutions.get(path), tensor)
                        : tensor));
      }
    };
  }

  /** Drops values without scaling what it keeps; for dropout before a dense layer. */
  static Backend dropoutUnscaled(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, weights, optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            // Half the values into a dense layer are as good as half its kernel.
            Weights before = session.weights();
            session.restoreWeights(kept(graph, before));
            try (ComputedGradients computed = session.computeGradients(batch);
                Gradients gradients =
                    session.gradients(kept(graph, computed.gradients().toHost()))) {
              Weights after = session.weights();
              session.restoreWeights(
                  Tensors.map(
                      before,
                      (path, tensor) -> path.contains("/moving_") ? after.get(path) : tensor));
              session.applyGradients(gradients, learningRate);
              return computed.result();
            }
          }
        };
      }
    };
  }

  private static Weights kept(Graph graph, Weights weights) {
    Map<String, Double> keep = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Dense
          && node.inputs().get(0) > 0
          && graph.nodes().get(node.inputs().get(0) - 1).op() instanceof Op.Dropout dropout) {
        keep.put(node.parameters().get(0).path(), dropout.keep());
      }
    }
    return Tensors.map(
        weights, (path, tensor) -> Tensors.scaled(tensor, keep.getOrDefault(path, 1.0)));
  }

  /** Loses one of the two gradients where a value is added to itself. */
  static Backend addOfOneValueHalved(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrongGradients(backend.train(graph, weights, optimizer)) {
          @Override
          Weights wrong(Weights gradients) {
            Map<String, Double> factors = new HashMap<>();
            for (Node add : graph.nodes()) {
              if (add.op() instanceof Op.Add && add.inputs().get(0).equals(add.inputs().get(1))) {
                graph.nodes().stream()
                    .limit(add.inputs().get(0))
                    .flatMap(node -> node.parameters().stream())
                    .forEach(parameter -> factors.merge(parameter.path(), 0.5, (a, b) -> a * b));
              }
            }
            return Tensors.map(
                gradients,
                (path, tensor) -> Tensors.scaled(tensor, factors.getOrDefault(path, 1.0)));
          }
        };
      }
    };
  }

  /** Normalizes by the statistics of the batch also in inference. */
  static Backend inferenceByBatchStatistics(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new WrappedInference(backend.load(graph, weights)) {
          @Override
          public Tensor predict(Tensor images) {
            Graph forgetting =
                Graphs.withOps(
                    graph,
                    (node, op) ->
                        op instanceof Op.BatchNorm norm
                            ? new Op.BatchNorm(
                                0, norm.epsilon(), norm.scale(), norm.offset(), norm.statistics())
                            : op);
            try (TrainingSession training = backend.train(forgetting, weights, SGD)) {
              training.step(unlabelled(graph, images), 0);
              try (InferenceSession inference = backend.load(graph, training.weights())) {
                return inference.predict(images);
              }
            }
          }
        };
      }
    };
  }

  private static Batch unlabelled(Graph graph, Tensor images) {
    int size = images.shape().dim(0);
    float[] labels = new float[size * graph.classes()];
    Arrays.fill(labels, 1f / graph.classes());
    return new Batch(
        images,
        Tensor.of(Shape.of(size, graph.classes()), labels),
        Collections.nCopies(size, "unlabelled"),
        0);
  }
}
