package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Identifier;
import io.github.xception.api.spec.form.Range;
import io.github.xception.api.spec.form.ShortForm;

/**
 * Which engine computes, and where.
 *
 * @param name the backend's name
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param threads threads that one operation may use; 0 for all cores
 * @param precision the numbers to compute in
 */
@ShortForm("name")
public record BackendSpec(
    @Identifier @Default("\"pytorch\"") String name,
    @Default("\"auto\"") String device,
    @Range(min = 0, max = 4096) @Default("0") int threads,
    @Default("\"fp32\"") Precision precision) {
  /**
   * Checks the device.
   *
   * @throws IllegalArgumentException if it is none of the above
   */
  public BackendSpec {
    if (!device.matches("auto|cpu|gpu(:[0-9]{1,4})?")) {
      throw new IllegalArgumentException("a device auto, cpu, gpu or gpu:N, not '" + device + "'");
    }
  }
}
