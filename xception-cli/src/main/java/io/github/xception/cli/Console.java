package io.github.xception.cli;

import java.io.PrintStream;

/**
 * Where a command's answer goes, and where everything that is said along the way goes.
 *
 * @param out answers, and nothing else
 * @param err progress, warnings and errors
 * @param terminal whether a person watches {@code err} on a terminal that can redraw a line
 * @param command what was typed to start the program, for hints that can be pasted
 */
record Console(PrintStream out, PrintStream err, boolean terminal, String command) {

  /** Says one line along the way. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Writes text of the answer, which ends its own lines. */
  void answer(String text) {
    out.print(text);
    out.flush();
  }
}
