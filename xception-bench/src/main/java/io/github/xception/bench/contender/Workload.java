package io.github.xception.bench.contender;

import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.TrainingConfig;
import java.util.Locale;

/**
 * What every contender is given to do, over and over. The network has no dropout: its masks would
 * have to be the same everywhere, and cost nothing. The optimizer is Adam without weight decay.
 *
 * @param mode inference or training
 * @param config the network, the batch size, the optimizer and the backend's settings: device,
 *     threads (never 0) and precision; its backend's name says nothing
 * @param learningRate the rate of every training step
 */
public record Workload(Mode mode, TrainingConfig config, double learningRate) {
  /**
   * Checks that the threads are fixed.
   *
   * @throws IllegalArgumentException if they are not
   */
  public Workload {
    if (config.backend().threads() < 1) {
      throw new IllegalArgumentException("a workload says how many threads, got 0");
    }
  }

  /** Returns the network's name. */
  public String network() {
    return config.model().name();
  }

  /** Returns the images of a batch. */
  public int batch() {
    return config.training().batch();
  }

  /** Returns how many threads an operation may use. */
  public int threads() {
    return config.backend().threads();
  }

  /**
   * Returns the device that is asked for: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}.
   */
  public String device() {
    return config.backend().device();
  }

  /** Returns the numbers to compute in. */
  public Precision precision() {
    return config.backend().precision();
  }

  /** Returns this workload in other numbers. */
  public Workload withPrecision(Precision other) {
    BackendSpec backend = config.backend();
    return new Workload(
        mode,
        new TrainingConfig(
            config.model(),
            config.data(),
            config.training(),
            config.optimizer(),
            config.schedule(),
            new BackendSpec(backend.name(), backend.device(), backend.threads(), other),
            config.tensorboard()),
        learningRate);
  }

  /** Returns the workload in a few words that name it. */
  public String label() {
    return "%s %s batch %d %s"
        .formatted(network(), mode.label(), batch(), precision().name().toLowerCase(Locale.ROOT));
  }
}
