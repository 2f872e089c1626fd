package io.github.xception.api.json;

import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.ScheduleSpec;
import io.github.xception.api.spec.TensorBoardSpec;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Identifier;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.spec.form.ShortForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for what is written otherwise than the public records are made. */
final class Written {
  private Written() {}

  /** A record that is only the written form of another. */
  interface Form {
    /** Returns what it stands for. */
    Object meaning();
  }

  /** A model: blocks and layers are read later, when parameters and defaults are known. */
  record Model(
      @Identifier String name,
      InputSpec input,
      @Default("{}") Map<String, Located> defaults,
      @Default("{}") Map<String, Block> blocks,
      List<Located> layers) {}

  /** A block of layers with parameters, to be used by name. */
  record Block(@Identifier @Default("[]") List<String> parameters, List<Located> layers) {}

  /** The use of a block. */
  record Use(
      String use, @Identifier Optional<String> name, @Default("{}") Map<String, Located> with) {}

  /** Layers that are repeated. */
  record Repeat(
      @Identifier Optional<String> name,
      @Range(min = 1, max = LayerReader.MOST_LAYERS) int times,
      List<Located> layers) {}

  /** See {@link io.github.xception.api.spec.LayerSpec.Residual}. */
  record Residual(
      @Identifier Optional<String> name, List<Located> main, Optional<List<Located>> shortcut) {}

  /** A training config: its model may be a name, a file or a spec. */
  record Training(
      Located model,
      @Default("{}") DataSpec data,
      @Default("{}") TrainingSpec training,
      @Default("\"adam\"") OptimizerSpec optimizer,
      @Default("\"cosine\"") ScheduleSpec schedule,
      @Default("{}") BackendSpec backend,
      @Default("{}") TensorBoardSpec tensorboard) {}

  /** What of a training config says which engine computes. */
  record Engine(@Default("{}") BackendSpec backend) {}

  /** Adam with a decoupled decay, under the name that people know. */
  record AdamW(
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.9") double beta1,
      @Range(min = 0, max = 1, maxExclusive = true) @Default("0.999") double beta2,
      @Range(min = 0, max = 1, minExclusive = true) @Default("1e-8") double epsilon,
      @Default("{}") DecoupledDecay weightDecay)
      implements Form {
    @Override
    public OptimizerSpec meaning() {
      return new OptimizerSpec.Adam(
          beta1,
          beta2,
          epsilon,
          new WeightDecay(WeightDecay.Kind.DECOUPLED, weightDecay.rate(), weightDecay.on()));
    }
  }

  /** A weight decay whose kind is known; see {@link WeightDecay}. */
  @ShortForm("rate")
  record DecoupledDecay(
      @Range(min = 0, max = 1000) @Default("0.01") double rate,
      @Default("[\"**\"]") List<String> on) {
    DecoupledDecay {
      on.forEach(PathPattern::of);
    }
  }
}
