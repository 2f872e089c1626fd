package io.github.xception.cli;

import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.train.RunStatus;
import io.github.xception.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says how a run ended, where everything is and what to do next. */
final class ClosingWords {
  private final String command;
  private final TrainingResult result;
  private final Optional<Path> report;
  private final DataSourceSpec source;

  /**
   * Makes the words.
   *
   * @param report where the report of the run is; empty if there is none
   */
  ClosingWords(
      String command, TrainingResult result, Optional<Path> report, DataSourceSpec source) {
    this.command = quoted(command);
    this.result = result;
    this.report = report;
    this.source = source;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("\n");
    boolean done = result.status() == RunStatus.DONE;
    text.append(done ? "done: " : "stopped: ")
        .append(Numbers.count(result.step()))
        .append(" steps, ")
        .append(Numbers.speed(result.imagesPerSecond()))
        .append('\n');
    result
        .test()
        .ifPresent(
            test ->
                text.append("held-out images: accuracy ")
                    .append(Numbers.ratio(test.accuracy()))
                    .append(", loss ")
                    .append(Numbers.ratio(test.loss()))
                    .append('\n'));
    Path directory = result.directory();
    text.append("everything is in ")
        .append(directory)
        .append(": run.json, metrics.jsonl, checkpoints/")
        .append(Files.isDirectory(directory.resolve("tensorboard")) ? ", tensorboard/\n" : "\n");
    report.ifPresent(
        page -> text.append("report, to open in a browser: ").append(page).append('\n'));
    text.append("\nnext:\n");
    String model = quoted(directory.toString());
    if (!done) {
      text.append(line("train --resume " + model));
    }
    text.append(line("evaluate --model " + model));
    text.append(next(model));
    return text.toString();
  }

  private String next(String model) {
    if (source instanceof DataSourceSpec.Sample) {
      return line("data sample --seed 1 --per-class 2 --out flowers")
          + line("predict --model " + model + " flowers");
    }
    if (source instanceof DataSourceSpec.Folder folder) {
      return line("predict --model " + model + " " + quoted(folder.path()));
    }
    return line("predict --model " + model + " IMAGE...");
  }

  private String line(String arguments) {
    return "  " + command + " " + arguments + "\n";
  }

  /** Returns a word as a POSIX shell takes it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
