package io.github.xception.api.spec;

/** The numbers that an engine computes in. Weights and results are 32-bit floats in any case. */
public enum Precision {
  /** 32-bit floats. */
  FP32,
  /**
   * 16-bit floats of 8 significant bits (bfloat16) wherever the engine gains by it and it does no
   * harm: in convolutions and matrix products, and what lies between them. The weights that the
   * optimizer changes, its slots, the loss and the moving statistics stay 32-bit.
   */
  BF16
}
