package io.github.xception.api.graph;

import io.github.xception.api.tensor.Initializer;

/**
 * What {@link GraphBuilder} has to know about a kernel and its bias beyond the operation itself.
 *
 * @param kernelPath path of the kernel
 * @param biasPath path of the bias, used only where the operation has one
 * @param initializer how the kernel gets its first value; a bias starts at zero
 */
public record KernelSettings(String kernelPath, String biasPath, Initializer initializer) {
  /** Returns settings with the usual paths {@code <path>/kernel} and {@code <path>/bias}. */
  public static KernelSettings at(String path, Initializer initializer) {
    return new KernelSettings(path + "/kernel", path + "/bias", initializer);
  }
}
