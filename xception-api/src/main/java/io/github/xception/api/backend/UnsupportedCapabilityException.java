package io.github.xception.api.backend;

/** A backend was asked for something that it declares not to have. */
public final class UnsupportedCapabilityException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  private final Capability capability;

  /**
   * Makes an exception that names backend and capability.
   *
   * @param backend name of the backend
   * @param capability what it lacks
   */
  public UnsupportedCapabilityException(String backend, Capability capability) {
    this(backend, capability, "`xception backends` lists which one does");
  }

  /**
   * Makes an exception that names backend and capability, and says why.
   *
   * @param backend name of the backend
   * @param capability what it lacks
   * @param reason why, and what to do instead
   */
  public UnsupportedCapabilityException(String backend, Capability capability, String reason) {
    super("backend '" + backend + "' does not support " + capability + "; " + reason);
    this.capability = capability;
  }

  /** Returns what is lacking. */
  public Capability capability() {
    return capability;
  }
}
