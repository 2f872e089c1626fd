package io.github.xception.bench.parity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.List;

/** What an engine's process is asked to do. Tensors are in safetensors files. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Open.class, name = "open"),
  @JsonSubTypes.Type(value = Request.Load.class, name = "load"),
  @JsonSubTypes.Type(value = Request.Predict.class, name = "predict"),
  @JsonSubTypes.Type(value = Request.Activations.class, name = "activations"),
  @JsonSubTypes.Type(value = Request.Train.class, name = "train"),
  @JsonSubTypes.Type(value = Request.Step.class, name = "step")
})
sealed interface Request {
  /**
   * Start the engine; comes first. The answer is its {@code BackendInfo}.
   *
   * @param config a training config, in JSON
   */
  record Open(String config) implements Request {}

  /** Prepare the network with these weights for inference. */
  record Load(Path weights) implements Request {}

  /** Write the network's output on images. */
  record Predict(Path images, Path to) implements Request {}

  /** Write the values of nodes on images, by path. */
  record Activations(Path images, List<String> paths, Path to) implements Request {}

  /** Prepare the network with these weights for training, in place of inference. */
  record Train(Path weights) implements Request {}

  /**
   * Make a training step and write the weights after it. The answer is a {@link StepAnswer}.
   *
   * @param key the batch's
   */
  record Step(Path batch, long key, double learningRate, Path to) implements Request {}
}
