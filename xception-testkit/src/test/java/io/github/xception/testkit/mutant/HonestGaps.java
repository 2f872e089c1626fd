package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** No mutant: a backend that lacks all but training, says so, and refuses it as it has to be. */
final class HonestGaps extends WrappedBackend {
  HonestGaps(Backend backend) {
    super(backend);
  }

  @Override
  public BackendInfo info() {
    return WrongManners.withCapabilities(backend.info(), Set.of(Capability.TRAINING));
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    refuseGroups(graph);
    return new WrappedInference(backend.load(graph, weights)) {
      @Override
      public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
        throw refusal(Capability.ACTIVATIONS);
      }
    };
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    refuseGroups(graph);
    return new WrappedTraining(backend.train(graph, weights, optimizer)) {
      @Override
      public ComputedGradients computeGradients(Batch batch) {
        throw refusal(Capability.SEPARATE_GRADIENTS);
      }
    };
  }

  private void refuseGroups(Graph graph) {
    if (WrongManners.grouped(graph)) {
      throw refusal(Capability.GROUPED_CONVOLUTION);
    }
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv2d conv
          && conv.groups() > 1
          && conv.filters() > conv.groups()) {
        throw refusal(Capability.DEPTH_MULTIPLIER);
      }
    }
  }

  private UnsupportedCapabilityException refusal(Capability capability) {
    return new UnsupportedCapabilityException(info().name(), capability);
  }
}
