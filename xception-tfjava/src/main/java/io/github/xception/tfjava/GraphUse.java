package io.github.xception.tfjava;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig.NumIterationsType;

/**
 * What a graph is for. TensorFlow's graph optimizer (Grappler) goes over a graph before its first
 * run, and again for each other set of values that is asked for. On a CPU and in single precision
 * one pass, once, is all that makes a difference to the runs that follow; the others take longer
 * than many a run.
 */
enum GraphUse {
  /** Batch normalizations and ReLUs are fused with the convolution before them. */
  INFERENCE("remap"),
  /** Gradients read what would be fused; only what is not asked for is left out. */
  TRAINING("pruning");

  private final String optimizer;

  GraphUse(String optimizer) {
    this.optimizer = optimizer;
  }

  /** Returns settings in which this one optimizer runs, and once. */
  ConfigProto optimizing(ConfigProto settings) {
    ConfigProto.Builder changed = settings.toBuilder();
    changed
        .getGraphOptionsBuilder()
        .getRewriteOptionsBuilder()
        .addOptimizers(optimizer)
        .setMetaOptimizerIterations(NumIterationsType.ONE);
    return changed.build();
  }
}
