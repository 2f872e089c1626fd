package io.github.xception.bench.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ParityReportTest {

  /** Is never read: the report of a comparison only names what was compared. */
  private record NoImages() implements Dataset {
    @Override
    public Dataset atSize(int height, int width) {
      return this;
    }

    @Override
    public List<String> classes() {
      return List.of();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public List<Integer> imagesPerClass() {
      return List.of();
    }

    @Override
    public int batchesPerEpoch() {
      return 1;
    }

    @Override
    public BatchStream batches(long seed, long first) {
      return all();
    }

    @Override
    public BatchStream all() {
      return new BatchStream() {
        @Override
        public boolean hasNext() {
          return false;
        }

        @Override
        public Batch next() {
          throw new NoSuchElementException();
        }

        @Override
        public void close() {}
      };
    }
  }

  private static BackendInfo info(String name) {
    return new BackendInfo(
        name, "<engine>", "1", "cpu", List.of("cpu"), EnumSet.allOf(Capability.class));
  }

  private static Difference relative(double value) {
    return new Difference(value, value);
  }

  private static LayerComparison layer(String path, double b, double c) {
    return new LayerComparison(
        path, "Relu", Shape.of(1), Map.of("b", relative(b), "c", relative(c)));
  }

  private static StepComparison step(int number, double difference, double rounding) {
    StepComparison.Result result =
        new StepComparison.Result(
            1, OptionalDouble.empty(), relative(difference), Optional.empty());
    return new StepComparison(
        number,
        0.1,
        relative(rounding),
        Map.of("b", result),
        Map.of("b", new WeightsComparison(Optional.empty(), Optional.empty())));
  }

  private static ParityReport report(List<LayerComparison> layers, StepComparison... steps) {
    TrainingConfig config = Specs.training("xception-mini", List.of());
    Graph graph = Lowering.lower(config.model());
    ParityTask task =
        new ParityTask(
            config,
            graph,
            InitialWeights.draw(graph, 0),
            "<weights>",
            Tensor.of(Shape.of(1, 1, 1, 1), 0),
            new NoImages(),
            steps.length);
    return new ParityReport(
        task,
        List.of(info("a"), info("b"), info("c")),
        new Bounds(1e-4, 1e-3),
        new ForwardComparison(layers, Map.of("b", Difference.NONE, "c", Difference.NONE)),
        List.of(steps));
  }

  @Test
  void theFirstLayerThatDivergesIsNamedForEachEngine() {
    ParityReport report =
        report(List.of(layer("one", 0, 1e-5), layer("two", 0, 1e-3), layer("three", 1, 1)));

    assertThat(report.firstDivergence().map(LayerComparison::path)).contains("two");
    assertThat(report.broken())
        .containsExactly(
            "b: the first layer that diverges is three (Relu), by 1.0e+00, where 1.0e-04 is"
                + " allowed",
            "c: the first layer that diverges is two (Relu), by 1.0e-03, where 1.0e-04 is allowed");
  }

  @Test
  void aLossThatDiffersMoreThanTheBoundIsNamed() {
    assertThat(report(List.of(), step(1, 1e-3, 1e-7), step(2, 2e-3, 1e-6)).broken())
        .containsExactly(
            "b: the loss of training step 2 differs by 2.0e-03, where 1.0e-03 is allowed");
  }

  @Test
  void whatARoundingDoesIsAllowedTenTimesFromThereOn() {
    assertThat(report(List.of(), step(1, 2e-3, 3e-4), step(2, 2e-3, 0)).broken()).isEmpty();
    assertThat(report(List.of(), step(1, 2e-3, 0), step(2, 0, 3e-4)).broken()).hasSize(1);
    assertThat(report(List.of(), step(1, 4e-3, 3e-4)).broken())
        .containsExactly(
            "b: the loss of training step 1 differs by 4.0e-03, where 3.0e-03 is allowed");
    assertThat(report(List.of(), step(1, 1, Double.POSITIVE_INFINITY)).broken()).hasSize(1);
  }

  @Test
  void textFromOutsideStaysTextOnThePage() {
    assertThat(new HtmlReport(report(List.of(layer("<one>", 0, 0))), "<1>").toHtml())
        .contains("&lt;engine&gt;", "&lt;weights&gt;", "&lt;one&gt;", "&lt;1&gt;")
        .doesNotContain("<engine>", "<weights>", "<one>", "<1>");
  }
}
