package io.github.xception.cli;

/** How tests start commands that end within seconds. */
public final class ShortRun {
  /** No second compiler: it would take a third of the processor's time, and not pay. */
  public static final String JAVA_OPTS = "-XX:TieredStopAtLevel=1";

  private ShortRun() {}
}
