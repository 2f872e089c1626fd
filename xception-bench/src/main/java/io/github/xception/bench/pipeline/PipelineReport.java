package io.github.xception.bench.pipeline;

import io.github.xception.bench.result.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found of the way of the images.
 *
 * @param started when it began
 * @param machine where it ran
 * @param images what was read
 * @param results of the parts
 * @param fidelities of the ways of resizing
 * @param training the fastest training that it is held against; empty if there is none
 */
public record PipelineReport(
    Instant started,
    Machine machine,
    Images images,
    List<PipelineResult> results,
    List<Fidelity> fidelities,
    Optional<Training> training) {
  /** Copies the lists. */
  public PipelineReport {
    results = List.copyOf(results);
    fidelities = List.copyOf(fidelities);
  }

  /**
   * What was read.
   *
   * @param origin where the images are from
   * @param count how many
   * @param meanBytes of a file
   * @param meanPixels of an image
   */
  public record Images(String origin, int count, long meanBytes, long meanPixels) {}

  /**
   * The fastest training of the network that an earlier bench has timed.
   *
   * @param contender whose
   * @param imagesPerSecond how fast
   */
  public record Training(String contender, double imagesPerSecond) {}

  /** Returns how fast a part was. */
  public PipelineResult result(PipelinePart part) {
    return results.stream().filter(each -> each.part() == part).findFirst().orElseThrow();
  }

  /**
   * Returns how many images augmentation alone would vary in a second: what a batch from memory
   * takes longer with it than without. Empty if that is not positive, which noise can do.
   */
  public Optional<Double> augmented() {
    double seconds =
        1 / result(PipelinePart.FROM_MEMORY).imagesPerSecond()
            - 1 / result(PipelinePart.BATCH).imagesPerSecond();
    return seconds > 0 ? Optional.of(1 / seconds) : Optional.empty();
  }

  /** Returns how many times as fast batches come from memory as the training takes them. */
  public Optional<Double> overTraining() {
    double speed = result(PipelinePart.FROM_MEMORY).imagesPerSecond();
    return training.map(fastest -> speed / fastest.imagesPerSecond());
  }
}
