package io.github.xception.bench.parity;

import java.nio.file.Path;

/**
 * Where the files are by which tensors go from process to process. A file is used again and again,
 * so that they take little of the disk.
 *
 * @param path the folder
 */
record ExchangeFolder(Path path) {
  /** Returns the file of the weights that every engine begins with. */
  Path weights() {
    return path.resolve("weights.safetensors");
  }

  /** Returns the file of weights that differ from those by a rounding. */
  Path roundedWeights() {
    return path.resolve("rounded-weights.safetensors");
  }

  /** Returns the file of the images for inference. */
  Path images() {
    return path.resolve("images.safetensors");
  }

  /** Returns the file of the batch of a training step. */
  Path batch() {
    return path.resolve("batch.safetensors");
  }

  /** Returns the file of what the first engine computed. */
  Path expected() {
    return path.resolve("expected.safetensors");
  }

  /** Returns the file of what the engine computed that is held against the first. */
  Path actual() {
    return path.resolve("actual.safetensors");
  }

  /**
   * Gives back the disk space of files that were read and replaced since: it is held until small
   * objects on the heap are collected, which alone would not make the collector run for long.
   */
  void freeMappedFiles() {
    System.gc();
  }
}
