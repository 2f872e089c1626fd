package io.github.xception.djl;

import java.util.Optional;
import java.util.function.Function;

/** What stands for a value while a script is written. */
sealed interface ScriptValue {
  /**
   * A value that has been computed.
   *
   * @param name the variable's name
   */
  record Variable(String name) implements ScriptValue {}

  /**
   * A convolution that is written together with what reads it. Nothing in a script changes a value,
   * so it does not matter that this is later.
   *
   * @param call writes the expression, from the operation behind
   */
  record Convolution(Function<Behind, String> call) implements ScriptValue {}

  /**
   * What a convolution takes in.
   *
   * @param addend a variable to add, if any
   * @param relu whether to cut off what is negative
   */
  record Behind(Optional<String> addend, boolean relu) {
    /** Nothing. */
    static final Behind NOTHING = new Behind(Optional.empty(), false);
  }
}
