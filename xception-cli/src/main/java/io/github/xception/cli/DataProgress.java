package io.github.xception.cli;

import io.github.xception.data.ProgressListener;

/** Tells how far reading or fetching data has come: on a terminal, in a line that is redrawn. */
final class DataProgress implements ProgressListener {
  private static final int PERCENT = 100;

  private final Console console;
  private String shown = "";

  DataProgress(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void progress(String task, long done, long total) {
    boolean finished = total > 0 && done >= total;
    String text =
        task
            + (total > 0 ? " %3d %%".formatted(PERCENT * done / total) : " " + Numbers.count(done));
    if (text.equals(shown)) {
      return;
    }
    shown = text;
    if (console.terminal()) {
      console.err().print("\r" + text + (finished ? "\n" : ""));
      console.err().flush();
    } else if (finished) {
      console.say(task + ": " + Numbers.count(total));
    }
  }
}
