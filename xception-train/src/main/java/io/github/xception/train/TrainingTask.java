package io.github.xception.train;

import io.github.xception.api.data.DataFingerprint;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.spec.TrainingSpec;
import java.util.Optional;

/**
 * What to train on what.
 *
 * @param graph the network, as {@link Lowering#lower(TrainingConfig)} makes it of the config; its
 *     logits are as long as the data sets have classes
 * @param config the run's config: it is recorded with the run, and a resumed run is compared with
 *     it
 * @param train the images to learn from
 * @param validation images that are not learned from and may choose among checkpoints; if there are
 *     none, nothing is chosen
 * @param test the images held out; if there are none, nothing is evaluated
 * @param fingerprint what tells whether a run goes on with the images it began with
 */
public record TrainingTask(
    Graph graph,
    TrainingConfig config,
    Dataset train,
    Optional<Dataset> validation,
    Optional<Dataset> test,
    DataFingerprint fingerprint) {

  /**
   * Checks that network, images and config agree.
   *
   * @throws IllegalArgumentException if the number of classes differs, the network's parameters or
   *     which of them are trained are not the config's, or checkpoints are to be compared and there
   *     are no validation images
   * @throws io.github.xception.api.spec.SpecException if a class weight is for a class that there
   *     is not
   */
  public TrainingTask {
    checkClasses(graph, "training", train);
    validation.ifPresent(images -> checkClasses(graph, "validation", images));
    test.ifPresent(images -> checkClasses(graph, "test", images));
    if (!graph.parameters().equals(Lowering.lower(config).parameters())) {
      throw new IllegalArgumentException(
          "network '"
              + graph.name()
              + "' has other parameters than the config says, or trains others;"
              + " give Lowering.lower(config)");
    }
    TrainingSpec training = config.training();
    ClassWeights unused =
        ClassWeights.of(training.classWeights(), train.classes(), train.imagesPerClass());
    if (validation.isEmpty() && (training.keepBest() || training.earlyStopping().isPresent())) {
      throw new IllegalArgumentException(
          "training.keepBest and training.earlyStopping compare checkpoints on validation images,"
              + " of which there are none; the test images choose nothing. Give"
              + " data.split.validationFraction, for example 0.1");
    }
  }

  private static void checkClasses(Graph graph, String part, Dataset dataset) {
    if (graph.classes() != dataset.classes().size()) {
      throw new IllegalArgumentException(
          "network '"
              + graph.name()
              + "' tells "
              + graph.classes()
              + " classes apart, but the "
              + part
              + " images have "
              + dataset.classes().size()
              + "; give the last layer as many units as there are classes");
    }
  }
}
