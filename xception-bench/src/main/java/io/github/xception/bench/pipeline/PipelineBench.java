package io.github.xception.bench.pipeline;

import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.bench.measure.Jmh;
import io.github.xception.bench.result.Machine;
import io.github.xception.data.image.RgbImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.openjdk.jmh.util.Statistics;

/**
 * Times the way of the images from their files into batches, part by part and as a whole, each part
 * in turns in a process of its own.
 */
public final class PipelineBench {
  /** Exact averages are slow, and some images show what there is to see. */
  private static final int COMPARED = 8;

  private final Jmh jmh;
  private final PipelineImages images;
  private final Consumer<String> progress;

  /**
   * Makes one.
   *
   * @param progress hears, line by line, what is going on
   */
  public PipelineBench(Jmh jmh, PipelineImages images, Consumer<String> progress) {
    this.jmh = jmh;
    this.images = images;
    this.progress = progress;
  }

  /**
   * Times all parts.
   *
   * @param rounds how often, each time in a new process
   * @param training what to hold it against, if anything
   * @throws io.github.xception.api.backend.BackendException if a process fails
   */
  public PipelineReport run(int rounds, Optional<PipelineReport.Training> training)
      throws IOException {
    Instant started = Instant.now();
    Machine machine = Machine.here();
    Map<PipelinePart, List<List<Double>>> rates = new EnumMap<>(PipelinePart.class);
    for (int round = 1; round <= rounds; round++) {
      progress.accept("round %d of %d".formatted(round, rounds));
      List<PipelinePart> order = new ArrayList<>(List.of(PipelinePart.values()));
      if (round % 2 == 0) {
        Collections.reverse(order);
      }
      for (PipelinePart part : order) {
        rates.computeIfAbsent(part, key -> new ArrayList<>()).add(time(part));
      }
    }
    List<PipelineResult> results = new ArrayList<>();
    rates.forEach((part, each) -> results.add(new PipelineResult(part, each)));
    List<RgbImage> decoded = images.decoded();
    return new PipelineReport(
        started, machine, describe(decoded), results, fidelities(decoded), training);
  }

  private List<Double> time(PipelinePart part) throws IOException {
    List<Double> rates = new ArrayList<>();
    for (Statistics iteration :
        jmh.run(
            jmh.options(PipelineBenchmark.class)
                .param("part", part.name())
                .param("folder", images.folder().toString()),
            part.label())) {
      rates.add(PipelinePart.IMAGES / (iteration.getMean() / 1e9));
    }
    double mean = rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    progress.accept(String.format(Locale.ROOT, "  %s: %,.0f images/s", part.label(), mean));
    return rates;
  }

  private PipelineReport.Images describe(List<RgbImage> decoded) throws IOException {
    List<byte[]> files = images.files();
    return new PipelineReport.Images(
        images.origin(),
        files.size(),
        files.stream().mapToLong(file -> file.length).sum() / files.size(),
        decoded.stream().mapToLong(image -> (long) image.width() * image.height()).sum()
            / decoded.size());
  }

  private static List<Fidelity> fidelities(List<RgbImage> decoded) {
    InputSpec input = PipelinePart.input();
    List<RgbImage> some = decoded.subList(0, Math.min(COMPARED, decoded.size()));
    return Arrays.stream(Resize.values())
        .map(resize -> Fidelity.of(resize, some, input.width(), input.height()))
        .toList();
  }
}
