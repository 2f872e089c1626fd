package io.github.xception.bench.pipeline;

/** Something that is done over and over. Not thread-safe. */
interface PipelineWork extends AutoCloseable {
  /** Does it for {@link PipelinePart#IMAGES} images, the next ones each time. */
  Object run() throws Exception;

  @Override
  void close();
}
