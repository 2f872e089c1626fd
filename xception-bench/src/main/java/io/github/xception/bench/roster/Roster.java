package io.github.xception.bench.roster;

import io.github.xception.bench.contender.BackendContender;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.direct.DirectDjl;
import io.github.xception.bench.direct.DirectTensorFlow;
import io.github.xception.bench.peer.PythonPeer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds contenders by name. */
public final class Roster {
  private static final List<Contender> DIRECT =
      List.of(DirectDjl.PYTORCH, DirectDjl.MXNET, new DirectTensorFlow());

  private Roster() {}

  /** Returns the contenders that are written directly against an engine. */
  public static List<Contender> direct() {
    return DIRECT;
  }

  /** Returns the contender that is written directly against the engine of a backend, if any is. */
  public static Optional<Contender> directOf(String backend) {
    return DIRECT.stream()
        .filter(each -> each.name().equals(Contender.DIRECT + backend))
        .findFirst();
  }

  /** Returns the contenders that are written in Python. */
  public static List<Contender> peers() {
    return List.copyOf(PythonPeer.ALL);
  }

  /** Returns the contender of a name; what is nothing else is a backend. */
  public static Contender find(String name) {
    return Stream.concat(DIRECT.stream(), PythonPeer.ALL.stream())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(() -> new BackendContender(name));
  }
}
