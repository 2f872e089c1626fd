package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.export.ModelExporter;
import io.github.xception.api.plugin.InstalledPlugins;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;

/** Runs one command in this process. */
final class Cli {
  private Cli() {}

  /**
   * Runs a command with what is on the class path.
   *
   * @return the exit status
   */
  static int run(Console console, String... arguments) {
    ErrorReport errors = new ErrorReport(console, List.of(arguments));
    try {
      CliModule module =
          new CliModule(
              console,
              InstalledPlugins.find(BackendProvider.class, BackendProvider::name),
              InstalledPlugins.find(ModelExporter.class, ModelExporter::format));
      Injector injector = Guice.createInjector(Stage.DEVELOPMENT, module);
      CommandLine root =
          new CommandLine(injector.getInstance(RootCommand.class), factory(injector));
      needed(arguments).forEach(root::addSubcommand);
      return root.setOut(new PrintWriter(console.out(), true, UTF_8))
          .setErr(new PrintWriter(console.err(), true, UTF_8))
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
          .setUsageHelpAutoWidth(false)
          .setUsageHelpWidth(100)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler(errors)
          .setExecutionExceptionHandler(errors)
          .execute(arguments);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return errors.report(e);
    }
  }

  /**
   * Returns the commands that these arguments can reach: the one that they name, or else all, for
   * the help and for what was meant. To set up those that are not asked for would take as long as
   * Java itself to start.
   */
  private static List<Class<?>> needed(String... arguments) {
    for (Class<?> command : RootCommand.COMMANDS) {
      if (arguments.length > 0
          && arguments[0].equals(command.getAnnotation(Command.class).name())) {
        return List.of(command);
      }
    }
    return RootCommand.COMMANDS;
  }

  private static IFactory factory(Injector injector) {
    IFactory fallback = CommandLine.defaultFactory();
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        return injector.getExistingBinding(Key.get(type)) == null
            ? fallback.create(type)
            : injector.getInstance(type);
      }
    };
  }
}
