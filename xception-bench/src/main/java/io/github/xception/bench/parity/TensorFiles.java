package io.github.xception.bench.parity;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/** The files by which processes hand tensors to each other. */
final class TensorFiles {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String OUTPUT = "output";

  private TensorFiles() {}

  static void write(Path file, Weights weights) throws IOException {
    SafetensorsFile.write(file, weights, Map.of());
  }

  static Weights read(Path file) throws IOException {
    return SafetensorsFile.read(file).weights();
  }

  static void writeImages(Path file, Tensor images) throws IOException {
    write(file, Weights.of(Map.of(IMAGES, images)));
  }

  static Tensor readImages(Path file) throws IOException {
    return read(file).get(IMAGES);
  }

  static void writeOutput(Path file, Tensor output) throws IOException {
    write(file, Weights.of(Map.of(OUTPUT, output)));
  }

  static Tensor readOutput(Path file) throws IOException {
    return read(file).get(OUTPUT);
  }

  /** Writes a batch without its key and names. */
  static void writeBatch(Path file, Batch batch) throws IOException {
    write(file, Weights.of(Map.of(IMAGES, batch.images(), LABELS, batch.labels())));
  }

  static Batch readBatch(Path file, long key) throws IOException {
    Weights tensors = read(file);
    Tensor images = tensors.get(IMAGES);
    return new Batch(
        images, tensors.get(LABELS), Collections.nCopies(images.shape().dim(0), ""), key);
  }
}
