package io.github.xception.bench.contender;

import java.util.Locale;

/** What a network is used for. */
public enum Mode {
  /** Logits of a batch of images, by the moving statistics. */
  INFERENCE,
  /** One step of the optimizer on a batch. */
  TRAINING;

  /** Returns the name as people write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
