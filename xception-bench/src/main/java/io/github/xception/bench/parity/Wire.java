package io.github.xception.bench.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Requests and answers as lines of JSON: {@code {"answer": …}}, or {@code {"error": "…"}} if a
 * request failed.
 */
final class Wire {
  static final String ANSWER = "answer";
  static final String ERROR = "error";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Wire() {}

  static String request(Request request) {
    return text(request);
  }

  static String answer(Object answer) {
    return text(MAPPER.createObjectNode().<JsonNode>set(ANSWER, MAPPER.valueToTree(answer)));
  }

  static String error(String message) {
    return text(MAPPER.createObjectNode().put(ERROR, message));
  }

  private static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records and trees can always be written", e);
    }
  }

  static Request request(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, Request.class);
  }

  /** Tells whether a line is an answer, and not something that a native library printed. */
  static boolean isReply(String line) {
    return line.startsWith("{\"" + ANSWER + "\":") || line.startsWith("{\"" + ERROR + "\":");
  }

  static JsonNode reply(String line) throws JsonProcessingException {
    return MAPPER.readTree(line);
  }

  static <T> T read(JsonNode node, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(node, type);
  }
}
