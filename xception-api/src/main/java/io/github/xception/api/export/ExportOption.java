package io.github.xception.api.export;

/** What can be asked of an export beyond the usual, where the format has it. */
public enum ExportOption {
  /** Parameters are stored as 16-bit floats (IEEE 754 binary16), which halves the file. */
  HALF,
  /** A batch may be of any size, where a format otherwise fixes it to one example. */
  DYNAMIC_BATCH,
  /** Batch normalizations stay, where a format otherwise folds them into what is before them. */
  UNFOLDED
}
