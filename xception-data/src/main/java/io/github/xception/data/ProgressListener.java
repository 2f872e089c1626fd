package io.github.xception.data;

/** Hears how far a long piece of work has come. Called from any thread, one call at a time. */
@FunctionalInterface
public interface ProgressListener {
  /** Listens to nothing. */
  ProgressListener NONE = (task, done, total) -> {};

  /**
   * Tells that {@code done} of {@code total} is done.
   *
   * @param task what is being done, such as {@code reading images}
   * @param done images or bytes done
   * @param total images or bytes in all; 0 if that is not known
   */
  void progress(String task, long done, long total);
}
