package io.github.xception.train;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON of a run's files. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads one document.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not one
   */
  static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads one document from a file.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not one
   */
  static JsonNode read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /** Returns a config with every default filled in. */
  static JsonNode resolved(TrainingConfig config) throws IOException {
    return parse(Specs.toJson(config).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a document on one line, without a line end. */
  static byte[] line(JsonNode document) throws IOException {
    return MAPPER.writeValueAsBytes(document);
  }

  /** Replaces a file by a document that people can read. */
  static void write(Path file, JsonNode document) throws IOException {
    byte[] text = MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(document);
    DurableFiles.replace(
        file,
        channel -> {
          DurableFiles.writeFully(channel, ByteBuffer.wrap(text));
          DurableFiles.writeFully(channel, ByteBuffer.wrap(new byte[] {'\n'}));
        });
  }
}
