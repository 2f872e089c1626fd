package io.github.xception.bench.direct;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.contender.Workload;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The networks that are written by hand, without dropout, which workloads leave out. Each is the
 * preset of its name.
 */
enum Architecture {
  /** The article's network. */
  FLOWERS17("xception-flowers17", 0.99f) {
    @Override
    <T> T logits(Layers<T> layers, T images) {
      Blocks<T> blocks = new Blocks<>(layers);
      T x = layers.relu(blocks.convolutionNorm("conv_1", images, 2));
      x = layers.relu(blocks.convolutionNorm("conv_2", x, 1));
      for (int i = 1; i <= 3; i++) {
        x = blocks.entry("entry_flow_" + i, x);
      }
      for (int i = 1; i <= 8; i++) {
        x = blocks.middle("middle_flow_" + i, x, 3);
      }
      x = blocks.exit("exit_flow", x);
      x = layers.relu(layers.dense("feature_dense", layers.globalAverage(x)));
      return layers.dense("predictions", x);
    }
  },

  /** The small one. */
  MINI("xception-mini", 0.9f) {
    @Override
    <T> T logits(Layers<T> layers, T images) {
      Blocks<T> blocks = new Blocks<>(layers);
      T x = layers.relu(blocks.convolutionNorm("conv_1", images, 2));
      x = blocks.entry("entry_flow_1", x);
      x = blocks.entry("entry_flow_2", x);
      x = blocks.middle("middle_flow_1", x, 2);
      x = blocks.middle("middle_flow_2", x, 2);
      x = layers.relu(blocks.separableNorm("exit_flow", x));
      return layers.dense("predictions", layers.globalAverage(x));
    }
  };

  /** What is added to a variance before its root is taken. */
  static final float EPSILON = 1e-3f;

  private final String network;
  private final float momentum;

  Architecture(String network, float momentum) {
    this.network = network;
    this.momentum = momentum;
  }

  /**
   * Returns the architecture of a workload's network.
   *
   * @throws BackendException if nobody has written it by hand
   */
  static Architecture of(Workload workload) {
    return Arrays.stream(values())
        .filter(each -> each.network.equals(workload.network()))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendException(
                    "'%s' is not written by hand, only %s are"
                        .formatted(
                            workload.network(),
                            Arrays.stream(values())
                                .map(each -> each.network)
                                .collect(Collectors.joining(" and ")))));
  }

  /** Returns the share of the old value in a moving statistic. */
  float momentum() {
    return momentum;
  }

  /** Applies the network to images. */
  abstract <T> T logits(Layers<T> layers, T images);

  /** What the networks are made of. */
  private record Blocks<T>(Layers<T> layers) {
    T convolutionNorm(String name, T x, int stride) {
      return layers.batchNorm(name + "_bn", layers.convolution(name, x, stride));
    }

    T separableNorm(String name, T x) {
      return layers.batchNorm(name + "_bn", layers.separableConvolution(name, x));
    }

    T entry(String name, T x) {
      T main = layers.relu(separableNorm(name + "/sepconv_1", x));
      main = layers.maxPool(separableNorm(name + "/sepconv_2", main));
      return layers.add(main, convolutionNorm(name + "/shortcut", x, 2));
    }

    T middle(String name, T x, int convolutions) {
      T main = x;
      for (int i = 1; i <= convolutions; i++) {
        main = separableNorm(name + "/sepconv_" + i, layers.relu(main));
      }
      return layers.add(main, x);
    }

    T exit(String name, T x) {
      T main = separableNorm(name + "/sepconv_1", layers.relu(x));
      main = layers.maxPool(separableNorm(name + "/sepconv_2", layers.relu(main)));
      T sum = layers.add(main, convolutionNorm(name + "/shortcut", x, 2));
      sum = layers.relu(separableNorm(name + "/sepconv_3", sum));
      return layers.relu(separableNorm(name + "/sepconv_4", sum));
    }
  }
}
