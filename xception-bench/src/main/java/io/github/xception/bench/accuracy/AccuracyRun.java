package io.github.xception.bench.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How a training went that ends when the network is right often enough.
 *
 * @param backend the backend's name
 * @param error why there was no training; blank if there was
 * @param lacking whether that is since the backend declares not to train, or not in that precision
 * @param reached whether the accuracy was reached before the run's last step
 * @param accuracy the share of the test images that were classified right, at the end
 * @param steps steps done
 * @param images images trained on
 * @param seconds from before the first step to the evaluation that ended it, evaluations included
 */
public record AccuracyRun(
    String backend,
    String error,
    boolean lacking,
    boolean reached,
    double accuracy,
    long steps,
    long images,
    double seconds) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static AccuracyRun failed(String backend, String error) {
    return new AccuracyRun(backend, error, false, false, 0, 0, 0, 0);
  }

  static AccuracyRun lacking(String backend, String error) {
    return new AccuracyRun(backend, error, true, false, 0, 0, 0, 0);
  }

  /** Returns images per second, evaluations included. */
  public double imagesPerSecond() {
    return seconds == 0 ? 0 : images / seconds;
  }

  void write(Path file) throws IOException {
    DurableFiles.replace(file, MAPPER.writeValueAsBytes(this));
  }

  static AccuracyRun read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), AccuracyRun.class);
  }
}
