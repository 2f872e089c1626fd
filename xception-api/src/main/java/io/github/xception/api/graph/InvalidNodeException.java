package io.github.xception.api.graph;

/** An operation does not fit where it was put: its inputs have the wrong shape, for example. */
public final class InvalidNodeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String received;
  private final String expected;

  /**
   * Makes an exception.
   *
   * @param path the node's path
   * @param received what is the case
   * @param expected what would be right
   */
  public InvalidNodeException(String path, String received, String expected) {
    super(path + ": got " + received + "; expected " + expected);
    this.received = received;
    this.expected = expected;
  }

  /** Returns what is the case, in words. */
  public String received() {
    return received;
  }

  /** Returns what would be right, in words. */
  public String expected() {
    return expected;
  }
}
