package io.github.xception.bench.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.bench.contender.EngineInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the process of a rehearsal tells.
 *
 * @param error why it has failed; blank if it has not
 * @param lacking whether that is since it declares not to have what the workload asks for
 * @param engine what it computed on
 * @param losses of the training steps
 * @param firstAnswerMillis when it had its first answer, in milliseconds since 1970
 */
record RehearsalAnswer(
    String error, boolean lacking, EngineInfo engine, List<Double> losses, long firstAnswerMillis) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final EngineInfo NONE = new EngineInfo("", "", "");

  static RehearsalAnswer failed(String error, Throwable thrown) {
    return new RehearsalAnswer(
        error, thrown instanceof UnsupportedCapabilityException, NONE, List.of(), 0);
  }

  static RehearsalAnswer read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), RehearsalAnswer.class);
  }

  void write(Path file) throws IOException {
    DurableFiles.replace(file, MAPPER.writeValueAsBytes(this));
  }
}
