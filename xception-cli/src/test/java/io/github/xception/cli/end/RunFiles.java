package io.github.xception.cli.end;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has to be the same in two runs of one config.
 *
 * @param metrics the lines of {@code metrics.jsonl} without what depends on time
 * @param result the same of {@code final} in {@code run.json}
 * @param checkpoints hashes of the files of weights and optimizers, by their place
 */
record RunFiles(List<JsonNode> metrics, JsonNode result, Map<String, String> checkpoints) {
  private static final List<String> TIMES = List.of("imagesPerSecond", "feedShare");

  static RunFiles read(Path run) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> metrics = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      metrics.add(((ObjectNode) mapper.readTree(line)).remove(TIMES));
    }
    Map<String, String> checkpoints = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run.resolve("checkpoints"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".safetensors")).toList()) {
        checkpoints.put(run.relativize(file).toString(), sha256(file));
      }
    }
    return new RunFiles(
        metrics, mapper.readTree(run.resolve("run.json").toFile()).get("final"), checkpoints);
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return new BigInteger(1, hash).toString(16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
