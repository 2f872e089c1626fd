package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.export.ModelExporter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import picocli.CommandLine;
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
              found(console, BackendProvider.class, "a backend"),
              found(console, ModelExporter.class, "an export format"));
      Injector injector = Guice.createInjector(Stage.DEVELOPMENT, module);
      return new CommandLine(injector.getInstance(RootCommand.class), factory(injector))
          .setOut(new PrintWriter(console.out(), true, UTF_8))
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

  /** Finds all services; one that cannot be made does not keep the others away. */
  private static <T> List<T> found(Console console, Class<T> type, String each) {
    List<T> found = new ArrayList<>();
    Iterator<T> services = ServiceLoader.load(type).iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        found.add(services.next());
      } catch (ServiceConfigurationError e) {
        console.say("warning: " + each + " on the class path is left out: " + e.getMessage());
      }
    }
  }
}
