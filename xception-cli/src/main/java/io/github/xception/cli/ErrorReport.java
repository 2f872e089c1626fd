package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.data.DataException;
import io.github.xception.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong, in words and without a stack trace, and decides the exit status. With
 * {@code --json} the answer on standard output is a document with the one key {@code error}.
 */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;
  private final List<String> arguments;

  ErrorReport(Console console, List<String> arguments) {
    this.console = console;
    this.arguments = arguments;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    StringWriter suggestions = new StringWriter();
    PrintWriter writer = new PrintWriter(suggestions);
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, writer);
    writer.flush();
    String message =
        exception.getMessage()
            + "\n"
            + (suggestions.toString().isBlank() ? "" : suggestions.toString().strip() + "\n")
            + "'"
            + command.getCommandSpec().qualifiedName()
            + " --help' explains the usage.";
    return report(exception, ExitStatus.BAD_USAGE, message);
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return report(exception);
  }

  /** Reports anything that was thrown and returns the exit status. */
  int report(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return report(Objects.requireNonNull(unchecked.getCause()));
    }
    if (thrown instanceof UsageException || thrown instanceof SpecException) {
      return report(thrown, ExitStatus.BAD_USAGE, message(thrown));
    }
    if (thrown instanceof FileSystemException fileError) {
      return report(thrown, ExitStatus.FAILED, describe(fileError));
    }
    if (thrown instanceof BackendException
        || thrown instanceof DataException
        || thrown instanceof ExportException
        || thrown instanceof TrainingException
        || thrown instanceof UnsupportedCapabilityException
        || thrown instanceof IOException) {
      return report(thrown, ExitStatus.FAILED, message(thrown));
    }
    if (thrown instanceof OutOfMemoryError) {
      return report(
          thrown,
          ExitStatus.FAILED,
          "not enough memory ("
              + thrown.getMessage()
              + "): take a smaller batch or input size, or give the JVM more, for example"
              + " JAVA_OPTS=-Xmx4g");
    }
    return report(
        thrown,
        ExitStatus.FAILED,
        "unexpected "
            + thrown.getClass().getName()
            + ": "
            + message(thrown)
            + "\nThis is a defect; "
            + OutputOptions.VERBOSE
            + " shows where it happened.");
  }

  private int report(Throwable thrown, int status, String message) {
    console.say("xception: " + message);
    if (arguments.contains(OutputOptions.VERBOSE)) {
      thrown.printStackTrace(console.err());
      console.err().flush();
    }
    if (arguments.contains(OutputOptions.JSON)) {
      ObjectNode error = Json.object().put("status", status).put("message", message);
      if (thrown instanceof SpecException spec) {
        ArrayNode problems = error.putArray("problems");
        spec.problems().forEach(problem -> problems.add(describe(problem)));
      }
      console.answer(Json.write(Json.object().set("error", error)));
    }
    return status;
  }

  private static ObjectNode describe(Problem problem) {
    return Json.object()
        .put("pointer", problem.pointer())
        .put("received", problem.received())
        .put("expected", problem.expected())
        .put("nearest", problem.nearest().orElse(null));
  }

  private static String message(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "no message");
  }

  /** The messages of these exceptions are often a path and nothing else. */
  private static String describe(FileSystemException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or folder: " + error.getFile();
    }
    if (error instanceof AccessDeniedException) {
      return "no permission for " + error.getFile();
    }
    return message(error);
  }
}
