package io.github.xception.cli;

/** What the process ends with. */
final class ExitStatus {
  /** Done. */
  static final int DONE = 0;

  /** The command failed. */
  static final int FAILED = 1;

  /** The command line or a config is wrong. */
  static final int BAD_USAGE = 2;

  /** Ended by signal n: 128 + n, as shells have it; 130 after Ctrl-C. */
  static final int SIGNAL = 128;

  private ExitStatus() {}
}
