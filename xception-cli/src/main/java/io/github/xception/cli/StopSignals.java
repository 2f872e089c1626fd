package io.github.xception.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Turns the first Ctrl-C, or another request to end, into a wish that the work can ask for. The
 * second one ends the process at once, by the system's own means.
 */
final class StopSignals implements AutoCloseable {
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private final Console console;
  private final AtomicInteger received = new AtomicInteger();
  private final Map<String, Object> before = new HashMap<>();

  /** Listens until closed. */
  StopSignals(Console console) {
    this.console = console;
    NUMBERS.forEach(
        (name, number) -> {
          Object previous = Signals.register(name, () -> stop(number));
          if (previous != null) {
            before.put(name, previous);
          }
        });
  }

  private void stop(int number) {
    if (received.compareAndSet(0, number)) {
      NUMBERS.keySet().forEach(Signals::registerDefault);
      console.say("stopping after this step, with a checkpoint; once more to end at once");
    }
  }

  /** Tells whether the work shall end. */
  boolean received() {
    return received.get() != 0;
  }

  /** Returns what the process ends with: 128 + the number of the signal, 0 without one. */
  int exitStatus() {
    return received() ? ExitStatus.SIGNAL + received.get() : ExitStatus.DONE;
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
