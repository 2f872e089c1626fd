package io.github.xception.bench.peer;

import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A framework of Python, as its good user uses it.
 *
 * @param name the contender's name
 * @param script the program, a file of {@code peers/}
 * @param arguments what it gets beside the workload's folder
 */
public record PythonPeer(String name, String script, List<String> arguments) implements Contender {
  /** The environment variable that names the Python to run them with. */
  public static final String PYTHON_VARIABLE = "XCEPTION_PEERS_PYTHON";

  /** All that there are. */
  public static final List<PythonPeer> ALL =
      List.of(
          new PythonPeer(PEER + "pytorch", "peer_pytorch.py", List.of()),
          new PythonPeer(PEER + "pytorch-compiled", "peer_pytorch.py", List.of("compiled")),
          new PythonPeer(PEER + "keras", "peer_keras.py", List.of()),
          new PythonPeer(PEER + "onnxruntime", "peer_onnxruntime.py", List.of()));

  /** Copies the list. */
  public PythonPeer {
    arguments = List.copyOf(arguments);
  }

  // PyTorch makes its threads when it is imported.
  @Override
  public Map<String, String> environment(Workload workload) {
    return Map.of("OMP_NUM_THREADS", String.valueOf(workload.threads()));
  }

  @Override
  public ContenderSession open(WorkloadFolder folder) throws IOException {
    return PeerSession.start(this, python(), folder);
  }

  private static String python() {
    return Optional.ofNullable(System.getenv(PYTHON_VARIABLE))
        .filter(value -> !value.isBlank())
        .orElse("python3");
  }
}
