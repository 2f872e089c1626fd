package io.github.xception.bench.accuracy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.bench.process.ChildJvm;
import io.github.xception.bench.process.ChildJvms;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains the same network by the same recipe on engines, one after the other, each in a process of
 * its own, until it is right often enough.
 */
public final class TimeToAccuracy {
  private final ChildJvms children;
  private final Consumer<String> progress;

  /**
   * Makes one.
   *
   * @param children starts processes of {@link AccuracyWorker}
   * @param progress hears, line by line, what is going on
   */
  public TimeToAccuracy(ChildJvms children, Consumer<String> progress) {
    this.children = children;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param backends their names
   * @param config the recipe; it has to evaluate, and its last step ends a run in any case
   * @param accuracy share of the test images
   */
  public List<AccuracyRun> run(List<String> backends, TrainingConfig config, double accuracy)
      throws IOException, InterruptedException {
    Path file = children.folder().resolve("config.json");
    DurableFiles.replace(file, Specs.toJson(config).getBytes(UTF_8));
    List<AccuracyRun> runs = new ArrayList<>();
    for (String backend : backends) {
      progress.accept(backend + ": training until " + accuracy);
      AccuracyRun run = run(backend, file, accuracy);
      progress.accept(
          run.error().isEmpty()
              ? "%s: %.4f after %d images, %.1f s"
                  .formatted(backend, run.accuracy(), run.images(), run.seconds())
              : backend + ": " + run.error());
      runs.add(run);
    }
    return runs;
  }

  private AccuracyRun run(String backend, Path config, double accuracy)
      throws IOException, InterruptedException {
    Path directory = children.folder().resolve("run-" + backend);
    Path answer = children.folder().resolve("run-" + backend + ".json");
    ChildJvm child =
        children.start(
            Redirect.DISCARD,
            List.of(
                backend,
                config.toString(),
                String.valueOf(accuracy),
                directory.toString(),
                answer.toString()));
    int status = child.process().waitFor();
    DurableFiles.deleteTree(directory);
    return Files.exists(answer)
        ? AccuracyRun.read(answer)
        : AccuracyRun.failed(
            backend, "ended its process with status " + status + child.lastWords());
  }
}
