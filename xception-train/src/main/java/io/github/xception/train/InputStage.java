package io.github.xception.train;

import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.spec.TrainingSpec.InputSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a run during which images have one size.
 *
 * @param end steps done at its end
 * @param graph the network for that size
 * @param images the images at that size
 */
record InputStage(long end, Graph graph, Dataset images) {
  /**
   * Returns the stages of a run, of which the last has the model's own size.
   *
   * @throws TrainingException if the network does not work at a size, or has other parameters there
   */
  static List<InputStage> of(TrainingTask task) {
    TrainingSpec training = task.config().training();
    List<InputStage> stages = new ArrayList<>();
    for (InputSize size : training.progressive()) {
      stages.add(
          new InputStage(
              Math.round(size.until() * training.steps()),
              graphAt(task, size.size()),
              task.train().atSize(size.size(), size.size())));
    }
    stages.add(new InputStage(training.steps(), task.graph(), task.train()));
    return stages;
  }

  private static Graph graphAt(TrainingTask task, int size) {
    ModelSpec model = task.config().model();
    Graph graph;
    try {
      graph = Lowering.lower(task.config().withModel(model.atSize(size, size)));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the network '"
              + model.name()
              + "' cannot be trained at "
              + size
              + " x "
              + size
              + " as training.progressive asks: "
              + e.getMessage(),
          e);
    }
    List<ParameterInfo> own = task.graph().parameters();
    List<ParameterInfo> there = graph.parameters();
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).shape().equals(there.get(i).shape())) {
        throw new TrainingException(
            "the network '"
                + model.name()
                + "' cannot change its input size as training.progressive asks: "
                + own.get(i).path()
                + " is "
                + own.get(i).shape()
                + " at its own size and "
                + there.get(i).shape()
                + " at "
                + size
                + "; a globalAvgPool2d before the dense layers makes a network independent of the"
                + " size");
      }
    }
    return graph;
  }
}
