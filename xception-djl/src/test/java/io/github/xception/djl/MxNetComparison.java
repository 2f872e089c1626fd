package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import com.sun.management.OperatingSystemMXBean;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what training on MXNet costs through this backend: its speed as a share of that of the
 * same network in DJL's own blocks, trained by DJL's own trainer, in turns in one process. It
 * asserts no speed and runs only when it is asked for by name; {@code docs/performance.md} says
 * how.
 */
class MxNetComparison {
  private static final Logger log = LoggerFactory.getLogger(MxNetComparison.class);

  private final Graph graph = Lowering.lower(Presets.model("xception-flowers17").orElseThrow());
  private final Batch batch = TestNetworks.batch(graph, Integer.getInteger("measure.batch", 16), 1);

  @Test
  void train() {
    int rounds = Integer.getInteger("measure.rounds", 10);
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    try (Backend backend = new MxNetBackendProvider().open(BackendOptions.DEFAULT);
        TrainingSession session = backend.train(graph, InitialWeights.draw(graph, 1), adam);
        DirectTraining direct = new DirectTraining(batch)) {
      assertThat(direct.parameterElements()).isEqualTo(parameterElements());
      DoubleSupplier own = () -> session.step(batch, 1e-4).loss();
      log.info("{} {}", own.getAsDouble(), direct.step());
      log.info("{} {}", own.getAsDouble(), direct.step());
      List<Double> byTime = new ArrayList<>();
      List<Double> byProcessorTime = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        // Whoever comes first in a round comes second in the next.
        Cost first = Cost.of(round % 2 == 0 ? own : direct::step);
        Cost second = Cost.of(round % 2 == 0 ? direct::step : own);
        Cost ours = round % 2 == 0 ? first : second;
        Cost theirs = round % 2 == 0 ? second : first;
        log.info("{}, directly {}", ours, theirs);
        byTime.add(theirs.seconds / ours.seconds);
        byProcessorTime.add(theirs.processorSeconds / ours.processorSeconds);
      }
      log.info("share of the direct speed by time: {}", describe(byTime));
      log.info("share of the direct speed by processor time: {}", describe(byProcessorTime));
    }
  }

  private long parameterElements() {
    return graph.parameters().stream()
        .map(ParameterInfo::shape)
        .mapToLong(
            shape -> shape.dims().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b))
        .sum();
  }

  private static String describe(List<Double> shares) {
    double[] sorted = shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", median, sorted[0], sorted[sorted.length - 1]);
  }

  /** What a step takes, by the clock and of all processors. */
  private record Cost(double seconds, double processorSeconds) {
    static Cost of(DoubleSupplier work) {
      long start = System.nanoTime();
      long processorStart = processorNanos();
      assertThat(work.getAsDouble()).isFinite();
      return new Cost((System.nanoTime() - start) / 1e9, (processorNanos() - processorStart) / 1e9);
    }

    private static long processorNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
  }

  /** The preset {@code xception-flowers17} as one writes it who uses DJL alone. */
  private static final class DirectTraining implements AutoCloseable {
    private final Model model = Model.newInstance("direct", Device.cpu(), "MXNet");
    private final Trainer trainer;
    private final float[] images;
    private final float[] labels;
    private final Shape imageShape;
    private final Shape labelShape;

    DirectTraining(Batch batch) {
      images = batch.images().toArray();
      labels = batch.labels().toArray();
      int size = batch.size();
      // Images come as batch x channels x height x width here; the values are random anyway.
      imageShape = new Shape(size, 3, 149, 149);
      labelShape = new Shape(size, 17);
      model.setBlock(network());
      trainer =
          model.newTrainer(
              new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss("loss", 1, -1, false, true))
                  .optDevices(new Device[] {Device.cpu()})
                  .optOptimizer(
                      Adam.builder().optLearningRateTracker(Tracker.fixed(1e-4f)).build()));
      trainer.initialize(imageShape);
    }

    long parameterElements() {
      return model.getBlock().getParameters().values().stream()
          .filter(parameter -> parameter.isInitialized())
          .mapToLong(parameter -> parameter.getArray().size())
          .sum();
    }

    double step() {
      try (NDManager manager = trainer.getManager().newSubManager()) {
        NDArray x = manager.create(images, imageShape);
        NDArray y = manager.create(labels, labelShape);
        NDArray loss;
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList output = trainer.forward(new NDList(x));
          loss = trainer.getLoss().evaluate(new NDList(y), output);
          collector.backward(loss);
        }
        trainer.step();
        return loss.toType(DataType.FLOAT32, false).getFloat();
      }
    }

    private static SequentialBlock network() {
      SequentialBlock net = new SequentialBlock();
      net.add(conv(3, 2, 32)).add(norm()).add(Activation.reluBlock());
      net.add(conv(3, 1, 64)).add(norm()).add(Activation.reluBlock());
      int channels = 64;
      for (int filters : new int[] {128, 256, 728}) {
        SequentialBlock main = new SequentialBlock();
        separable(main, channels, filters);
        main.add(Activation.reluBlock());
        separable(main, filters, filters);
        main.add(pool(filters));
        net.add(sum(main, shortcut(filters)));
        channels = filters;
      }
      for (int i = 0; i < 8; i++) {
        SequentialBlock main = new SequentialBlock();
        for (int j = 0; j < 3; j++) {
          main.add(Activation.reluBlock());
          separable(main, 728, 728);
        }
        net.add(sum(main, Blocks.identityBlock()));
      }
      SequentialBlock exit = new SequentialBlock();
      exit.add(Activation.reluBlock());
      separable(exit, 728, 728);
      exit.add(Activation.reluBlock());
      separable(exit, 728, 1024);
      exit.add(pool(1024));
      net.add(sum(exit, shortcut(1024)));
      separable(net, 1024, 1536);
      net.add(Activation.reluBlock());
      separable(net, 1536, 2048);
      net.add(Activation.reluBlock());
      net.add(Pool.globalAvgPool2dBlock());
      net.add(Linear.builder().setUnits(256).build()).add(Activation.reluBlock());
      net.add(Dropout.builder().optRate(0.5f).build());
      return net.add(Linear.builder().setUnits(17).build());
    }

    private static Block sum(Block a, Block b) {
      return new ParallelBlock(
          lists -> new NDList(lists.get(0).singletonOrThrow().add(lists.get(1).singletonOrThrow())),
          List.of(a, b));
    }

    private static Block shortcut(int filters) {
      return new SequentialBlock().add(conv(1, 2, filters)).add(norm());
    }

    private static void separable(SequentialBlock net, int channels, int filters) {
      net.add(
          Conv2d.builder()
              .setKernelShape(new Shape(3, 3))
              .optPadding(new Shape(1, 1))
              .optGroups(channels)
              .setFilters(channels)
              .optBias(false)
              .build());
      net.add(conv(1, 1, filters)).add(norm());
    }

    private static Block conv(int kernel, int stride, int filters) {
      return Conv2d.builder()
          .setKernelShape(new Shape(kernel, kernel))
          .optStride(new Shape(stride, stride))
          .optPadding(new Shape(kernel / 2, kernel / 2))
          .setFilters(filters)
          .optBias(false)
          .build();
    }

    private static Block norm() {
      return BatchNorm.builder().optMomentum(0.99f).optEpsilon(1e-3f).build();
    }

    /** 75 and 19 are odd; 38 and 10 are even and take their padding behind. */
    private static Block pool(int filters) {
      return filters == 128 || filters == 728
          ? Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false)
          : Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(0, 0), true);
    }

    @Override
    public void close() {
      trainer.close();
      model.close();
    }
  }
}
