package io.github.xception.bench.result;

/**
 * How fast the data pipeline makes batches to train on, with nothing else to do.
 *
 * @param network whose images
 * @param batch images in a batch
 * @param secondsPerBatch from one batch to the next
 */
public record Feed(String network, int batch, double secondsPerBatch) {}
