package io.github.xception.djl;

/** What stands for a value while a script is written. */
sealed interface ScriptValue {
  /**
   * A value that has been computed.
   *
   * @param name the variable's name
   */
  record Variable(String name) implements ScriptValue {}

  /**
   * A fused convolution that is written together with what reads it, at the place of that.
   *
   * @param input the variable that it reads
   * @param kernel its packed kernel
   * @param bias its bias, or {@code None}
   * @param numbers padding, strides, dilations and groups
   */
  record Convolution(String input, String kernel, String bias, String numbers)
      implements ScriptValue {
    private static final String NAME = "ops.mkldnn._convolution_pointwise";
    private static final String NO_NUMBERS = "annotate(List[Optional[number]], [])";
    private static final String SUM = "\"add\", 1., None, " + NO_NUMBERS + ", None";

    /** Returns the expression of the convolution alone. */
    String alone() {
      return followedBy("none");
    }

    /** Returns the expression of its ReLU. */
    String relu() {
      return followedBy("relu");
    }

    private String followedBy(String function) {
      return call(NAME, input, kernel, bias, numbers, '"' + function + '"', NO_NUMBERS, "None");
    }

    /** Returns the expression of the sum with a variable. */
    String plus(String addend) {
      return call(NAME, input, addend, kernel, bias, numbers, SUM);
    }

    /** As {@link #plus}, in the memory of that variable, which has another value from then on. */
    String plusInPlace(String addend) {
      return call(NAME + "_", addend, input, kernel, bias, numbers, SUM);
    }

    private static String call(String function, String... arguments) {
      return function + "(" + String.join(", ", arguments) + ")";
    }
  }
}
