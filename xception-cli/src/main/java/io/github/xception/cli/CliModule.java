package io.github.xception.cli;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import java.nio.file.Path;
import java.util.List;

/** What the commands are made of: the console, and what was found on the class path. */
final class CliModule extends AbstractModule {
  private final Console console;
  private final List<BackendProvider> providers;
  private final List<ModelExporter> exporters;

  CliModule(Console console, List<BackendProvider> providers, List<ModelExporter> exporters) {
    this.console = console;
    this.providers = providers;
    this.exporters = exporters;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();

    bind(Console.class).toInstance(console);
    MapBinder<String, BackendProvider> byName =
        MapBinder.newMapBinder(binder(), String.class, BackendProvider.class);
    providers.forEach(provider -> byName.addBinding(provider.name()).toInstance(provider));
    bind(Backends.class);
    MapBinder<String, ModelExporter> byFormat =
        MapBinder.newMapBinder(binder(), String.class, ModelExporter.class);
    exporters.forEach(exporter -> byFormat.addBinding(exporter.format()).toInstance(exporter));
    bind(Exporters.class);
    bind(BackendProbe.class);

    DataLocations locations =
        DataLocations.of(System.getenv(), Path.of(System.getProperty("user.home")));
    bind(DataLocations.class).toInstance(locations);
    bind(Datasets.class).toInstance(new Datasets(locations, new DataProgress(console)));

    bind(TrainingRun.class);

    bind(RootCommand.class);
    bind(TrainCommand.class);
    bind(ReproduceCommand.class);
    bind(EvaluateCommand.class);
    bind(PredictCommand.class);
    bind(ReportCommand.class);
    bind(CompareCommand.class);
    bind(ExportCommand.class);
    bind(SummaryCommand.class);
    bind(BackendsCommand.class);
    bind(BenchCommand.class);
    bind(ParityCommand.class);
    bind(DataCommand.class);
    bind(DataCheckCommand.class);
    bind(DataSplitCommand.class);
    bind(DataSampleCommand.class);
    bind(DataFetchCommand.class);
  }
}
