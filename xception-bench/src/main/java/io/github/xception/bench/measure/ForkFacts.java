package io.github.xception.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.bench.contender.EngineInfo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a process tells of itself beside its times.
 *
 * @param engine what it computed on
 * @param peakResidentBytes the most memory it ever held, native memory included; 0 if unknown
 * @param busyCores processor time over time while it was measured; 0 if unknown
 */
public record ForkFacts(EngineInfo engine, long peakResidentBytes, double busyCores) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  void write(Path file) throws IOException {
    DurableFiles.replace(file, MAPPER.writeValueAsBytes(this));
  }

  static ForkFacts read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), ForkFacts.class);
  }
}
