package io.github.xception.train.tensorboard;

import io.github.xception.train.tensorboard.message.Messages.Event;
import io.github.xception.train.tensorboard.message.Messages.GraphDef;
import io.github.xception.train.tensorboard.message.Messages.SessionLog;
import io.github.xception.train.tensorboard.message.Messages.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** One of TensorBoard's runs: the events of a folder, in the order of the steps. */
final class EventLog implements AutoCloseable {
  /** The first event of a file says which rules it follows. */
  private static final String VERSION = "brain.Event:2";

  private final EventFile file;
  private final Clock clock;

  private EventLog(EventFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Begins a new file in a folder. What older files hold of {@code firstStep} and later ones no
   * longer counts.
   *
   * @param folder made if it is not there
   * @param firstStep the first step that events may be of
   * @throws UncheckedIOException if it cannot be written
   */
  static EventLog open(Path folder, long firstStep, Clock clock) {
    try {
      EventLog log =
          new EventLog(EventFile.create(folder, clock.instant().getEpochSecond()), clock);
      log.file.append(log.event(0).setFileVersion(VERSION).build());
      log.file.append(
          log.event(firstStep)
              .setSessionLog(
                  SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START).build())
              .build());
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(clock.millis() / 1000.0).setStep(step);
  }

  /** Adds values of a step. */
  void add(long step, List<Summary.Value> values) {
    if (!values.isEmpty()) {
      file.append(event(step).setSummary(Summary.newBuilder().addAllValue(values)).build());
    }
  }

  /** Adds the network. */
  void add(GraphDef graph) {
    file.append(event(0).setGraphDef(graph.toByteString()).build());
  }

  /**
   * Writes what was added, so that a TensorBoard that is open shows it.
   *
   * @throws UncheckedIOException if that fails
   */
  void flush() {
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "the event file "
                  + file
                  + " cannot be written ("
                  + e.getMessage()
                  + "); make room, or train with tensorboard.enabled=false",
              e));
    }
  }

  /** Writes what was added and closes the file. */
  @Override
  public void close() {
    try (EventFile closing = file) {
      closing.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
