package io.github.xception.cli.docs;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import io.github.xception.data.ImageLoader;
import io.github.xception.data.ProgressListener;
import io.github.xception.data.SplitDatasets;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.Trainer;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the README shows: between the two marks, word for word. */
final class LibraryUse {
  private LibraryUse() {}

  static Tensor trainAndPredict(
      String configFile, String backendName, Path runDirectory, Path cache, Path image)
      throws IOException {
    // README begins
    TrainingConfig config = Specs.training(configFile, List.of("training.seed=1"));
    Graph graph = Lowering.lower(config);
    SplitDatasets data =
        new Datasets(DataLocations.of(System.getenv(), cache), ProgressListener.NONE)
            .open(config.data(), config.model().input(), config.training().batch());
    TrainingTask task =
        new TrainingTask(
            graph, config, data.train(), data.validation(), data.test(), data.fingerprint());
    BackendProvider provider =
        InstalledPlugins.find(BackendProvider.class, BackendProvider::name)
            .get(backendName)
            .orElseThrow();
    try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
      RunDirectory run = RunDirectory.create(runDirectory);
      new Trainer(backend, task, run, TrainingListener.NONE, () -> false).fit();
      ImageLoader loader = new ImageLoader(config.model().input(), config.data());
      try (InferenceSession network = backend.load(graph, run.result().orElseThrow().weights())) {
        return network.predict(loader.load(List.of(image))); // 1 x classes: the logits
      }
    }
    // README ends
  }
}
