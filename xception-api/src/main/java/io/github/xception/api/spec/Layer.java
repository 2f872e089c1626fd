package io.github.xception.api.spec;

import java.util.List;

/**
 * A layer at its place in a network, after blocks and repeats were expanded.
 *
 * @param path its name everywhere, for example {@code middle_flow_3/sepconv_2}; unique
 * @param type its type as written in JSON, for example {@code separableConv2d}
 * @param spec what it is
 * @param origin where it was written
 */
public record Layer(String path, String type, LayerSpec spec, Origin origin) {

  /**
   * Where a layer was written.
   *
   * @param pointer JSON pointer into the model's spec; into the definition of the block for a layer
   *     of a block
   * @param usedAt pointers to the uses of blocks that led there, the innermost first; empty for a
   *     layer outside of blocks
   */
  public record Origin(String pointer, List<String> usedAt) {
    /** Copies the list. */
    public Origin {
      usedAt = List.copyOf(usedAt);
    }
  }
}
