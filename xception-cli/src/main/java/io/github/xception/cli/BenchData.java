package io.github.xception.cli;

import io.github.xception.bench.measure.Jmh;
import io.github.xception.bench.measure.Timing;
import io.github.xception.bench.pipeline.PipelineBench;
import io.github.xception.bench.pipeline.PipelineBenchmark;
import io.github.xception.bench.pipeline.PipelineImages;
import io.github.xception.bench.pipeline.PipelineReport;
import io.github.xception.bench.process.ChildJvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Times the way of the images from their files into batches. */
final class BenchData {
  private final Console console;
  private final int rounds;
  private final Timing timing;

  /**
   * Makes one.
   *
   * @param rounds how often each part is timed, in a new process each time
   * @param timing how long a process is measured
   */
  BenchData(Console console, int rounds, Timing timing) {
    this.console = console;
    this.rounds = rounds;
    this.timing = timing;
  }

  /**
   * Times all parts.
   *
   * @param from the folder of JPEG files; empty to draw some
   * @param training what to hold it against
   * @throws UsageException if there is no such folder
   * @throws io.github.xception.data.DataException if the files in it cannot be used
   */
  PipelineReport run(Optional<Path> from, Optional<PipelineReport.Training> training)
      throws IOException {
    if (from.isPresent() && !Files.isDirectory(from.get())) {
      throw new UsageException(
          "--data names a folder with JPEG files, and " + from.get() + " is none",
          "Without a name, images are drawn.");
    }
    // It keeps the images, and deletes them however this ends.
    try (ChildJvms children = ChildJvms.create(PipelineBenchmark.class)) {
      Path folder = Files.createDirectory(children.folder().resolve("images"));
      PipelineImages images =
          from.isPresent() ? PipelineImages.copy(from.get(), folder) : PipelineImages.draw(folder);
      return new PipelineBench(new Jmh(children.folder(), timing), images, console::say)
          .run(rounds, training);
    }
  }
}
