package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Backends that compute the right numbers, but do not behave. */
final class WrongManners {
  private WrongManners() {}

  /** Cannot stand to be closed twice. */
  static Backend secondCloseThrows(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new WrappedInference(backend.load(graph, weights)) {
          private boolean closed;

          @Override
          public void close() {
            if (closed) {
              throw new IllegalStateException("closed");
            }
            closed = true;
            session.close();
          }
        };
      }
    };
  }

  /** Goes on after it was closed. */
  static Backend closeDoesNothing(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new WrappedInference(backend.load(graph, weights)) {
          @Override
          public void close() {}
        };
      }
    };
  }

  /** Declares not to have grouped convolutions, but refuses them with another exception. */
  static Backend gapThrowsAnother(Backend right) {
    return withoutGroups(right, Optional.of(new UnsupportedOperationException("groups")));
  }

  /** Declares not to have grouped convolutions, but names another capability. */
  static Backend gapNamesAnother(Backend right) {
    return withoutGroups(
        right, Optional.of(new UnsupportedCapabilityException("wrong", Capability.TRAINING)));
  }

  /** Declares not to have grouped convolutions, but has them. */
  static Backend gapIsNone(Backend right) {
    return withoutGroups(right, Optional.empty());
  }

  private static Backend withoutGroups(Backend right, Optional<RuntimeException> refusal) {
    return new WrappedBackend(right) {
      @Override
      public BackendInfo info() {
        Set<Capability> capabilities = EnumSet.copyOf(backend.info().capabilities());
        capabilities.remove(Capability.GROUPED_CONVOLUTION);
        return withCapabilities(backend.info(), capabilities);
      }

      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        if (refusal.isPresent() && grouped(graph)) {
          throw refusal.get();
        }
        return backend.load(graph, weights);
      }
    };
  }

  static boolean grouped(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.op() instanceof Op.Conv2d conv
                    && conv.groups() > 1
                    && conv.groups() != node.inputShape().dim(2));
  }

  static BackendInfo withCapabilities(BackendInfo info, Set<Capability> capabilities) {
    return new BackendInfo(
        info.name(), info.engine(), info.version(), info.device(), info.devices(), capabilities);
  }

  /** Keeps memory as large as the weights for every session, until the backend is closed. */
  static Backend leaksPerSession(Backend right) {
    return new Hoarder(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        TrainingSession session = backend.train(graph, weights, optimizer);
        hoarded.add(session.weights());
        return session;
      }
    };
  }

  /** Keeps memory as large as the gradients for every step, until the backend is closed. */
  static Backend leaksPerStep(Backend right) {
    return new Hoarder(right) {
      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, weights, optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            hoarded.add(session.weights());
            return session.step(batch, learningRate);
          }
        };
      }
    };
  }

  private static class Hoarder extends WrappedBackend {
    final Queue<Weights> hoarded = new ArrayDeque<>();

    Hoarder(Backend right) {
      super(right);
    }

    @Override
    public void close() {
      while (!hoarded.isEmpty()) {
        hoarded.remove();
      }
      super.close();
    }
  }

  /** Reads weights when they are first used, not when it is given them. */
  static Backend weightsReadLater(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new InferenceSession() {
          @Override
          public Tensor predict(Tensor images) {
            try (InferenceSession session = backend.load(graph, weights)) {
              return session.predict(images);
            }
          }

          @Override
          public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
            try (InferenceSession session = backend.load(graph, weights)) {
              return session.activations(images, paths);
            }
          }

          @Override
          public void close() {}
        };
      }
    };
  }

  /** Sets weights that it is not given to zero, without a word. */
  static Backend missingWeightsAreZero(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights.asMap());
        for (ParameterInfo parameter : graph.parameters()) {
          all.putIfAbsent(
              parameter.path(), Tensor.create(parameter.shape(), zeros -> zeros.rewind()));
        }
        return backend.load(graph, Weights.of(all));
      }
    };
  }

  /** Gives images of inner nodes as channels x height x width, under the right shape. */
  static Backend activationsChannelsFirst(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new WrappedInference(backend.load(graph, weights)) {
          @Override
          public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
            return Tensors.map(
                    Weights.of(session.activations(images, paths)),
                    (path, tensor) -> channelsFirst(tensor))
                .asMap();
          }
        };
      }
    };
  }

  private static Tensor channelsFirst(Tensor tensor) {
    if (tensor.shape().rank() != 4) {
      return tensor;
    }
    int channels = tensor.shape().dim(3);
    int pixels = tensor.shape().dim(1) * tensor.shape().dim(2);
    float[] values = tensor.toArray();
    return Tensors.map(
        tensor,
        (value, i) -> {
          int within = i % (pixels * channels);
          return values[i - within + within % pixels * channels + within / pixels];
        });
  }

  /** Changes the weights it predicts with. */
  static Backend inferenceMovesStatistics(Backend right) {
    return new WrappedBackend(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return new WrappedInference(backend.load(graph, weights)) {
          private int calls;

          @Override
          public Tensor predict(Tensor images) {
            double drift = 1 + 1e-6 * calls++;
            return Tensors.scaled(session.predict(images), drift);
          }
        };
      }
    };
  }
}
