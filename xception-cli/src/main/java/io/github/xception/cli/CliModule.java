package io.github.xception.cli;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import java.nio.file.Path;

/** What the commands are made of: the console, and what was found on the class path. */
final class CliModule extends AbstractModule {
  private final Console console;
  private final InstalledPlugins<BackendProvider> providers;
  private final InstalledPlugins<ModelExporter> exporters;

  CliModule(
      Console console,
      InstalledPlugins<BackendProvider> providers,
      InstalledPlugins<ModelExporter> exporters) {
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
    bind(new TypeLiteral<InstalledPlugins<BackendProvider>>() {}).toInstance(providers);
    bind(Backends.class);
    bind(new TypeLiteral<InstalledPlugins<ModelExporter>>() {}).toInstance(exporters);
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
