package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.EnumSet;

/** Backends that claim to compute in bfloat16. */
final class WrongPrecision {
  private WrongPrecision() {}

  /** Computes in more. */
  static Backend notLess(Backend right) {
    return new Claiming(right);
  }

  /** Keeps its weights in bfloat16, too. */
  static Backend roundedWeights(Backend right) {
    return new Claiming(right) {
      @Override
      public InferenceSession load(Graph graph, Weights weights) {
        return backend.load(graph, rounded(weights));
      }

      @Override
      public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
        return new WrappedTraining(backend.train(graph, rounded(weights), optimizer)) {
          @Override
          public StepResult step(Batch batch, double learningRate) {
            StepResult result = session.step(batch, learningRate);
            session.restoreWeights(rounded(session.weights()));
            return result;
          }
        };
      }
    };
  }

  private static Weights rounded(Weights weights) {
    return Tensors.map(
        weights, (path, tensor) -> Tensors.map(tensor, (value, i) -> rounded(value)));
  }

  /** Drops the lower half of the bits. */
  private static float rounded(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
  }

  private static class Claiming extends WrappedBackend {
    Claiming(Backend right) {
      super(right);
    }

    @Override
    public BackendInfo info() {
      return WrongManners.withCapabilities(backend.info(), EnumSet.allOf(Capability.class));
    }
  }
}
