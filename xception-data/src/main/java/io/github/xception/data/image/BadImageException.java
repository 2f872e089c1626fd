package io.github.xception.data.image;

/** Bytes are not an image that can be used. The message is the reason, without a file's name. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a reason. */
  public BadImageException(String reason) {
    super(reason);
  }

  /** Makes an exception with a reason and what led to it. */
  public BadImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
