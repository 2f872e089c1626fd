package io.github.xception.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns bytes into a JSON tree and back. What it reads may be hostile: size and depth are limited.
 */
final class JsonText {
  /** The longest document, in bytes. */
  static final int MAX_BYTES = 4 << 20;

  /** The deepest nesting of objects and arrays. */
  static final int MAX_DEPTH = 250;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .maxNameLength(10_000)
                          .maxStringLength(100_000)
                          .build())
                  // Names come from outside: interning or caching them would only grow tables.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /** Parses text that is part of the program. */
  static JsonNode trusted(String json) {
    return parse(json, "a default");
  }

  static JsonNode parse(String json, String source) {
    if (json.length() > MAX_BYTES) {
      throw tooLong(source, json.length() + " characters");
    }
    return parse(json.getBytes(StandardCharsets.UTF_8), source);
  }

  /** Parses a single value. */
  static JsonNode parseValue(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** Reads a file's tree. */
  static JsonNode read(Path file) {
    String source = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLong(source, "a longer file");
      }
      return parse(bytes, source);
    } catch (NoSuchFileException e) {
      throw Problems.single(source, "", "no such file", "a JSON file");
    } catch (IOException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElse(e.toString());
      throw Problems.single(
          source, "", "a file that cannot be read (" + reason + ")", "a JSON file");
    }
  }

  static JsonNode parse(byte[] json, String source) {
    if (json.length > MAX_BYTES) {
      throw tooLong(source, json.length + " bytes");
    }
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || tree.isMissingNode()) {
        throw Problems.single(source, "", "an empty document", "a JSON object");
      }
      if (tree instanceof ObjectNode object) {
        // What editors read to find the schema, and nobody else.
        object.remove("$schema");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw Problems.single(
          source,
          pointer(e),
          Words.shorten(e.getOriginalMessage()),
          "at most " + MAX_DEPTH + " levels, and names, texts and numbers of a sane length");
    } catch (JsonProcessingException e) {
      throw Problems.single(
          source,
          pointer(e),
          "text that is not JSON" + place(e) + ": " + firstSentence(e.getOriginalMessage()),
          "valid JSON (RFC 8259) without duplicate keys");
    } catch (IOException e) {
      throw Problems.single(source, "", "bytes that are not UTF-8", "valid JSON in UTF-8");
    }
  }

  private static SpecException tooLong(String source, String received) {
    return Problems.single(source, "", received, "at most " + MAX_BYTES + " bytes");
  }

  private static String pointer(JsonProcessingException e) {
    return e.getProcessor() instanceof JsonParser parser
        ? parser.getParsingContext().pathAsPointer().toString()
        : "";
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String firstSentence(String message) {
    int end = message.indexOf('\n');
    return Words.shorten(end < 0 ? message : message.substring(0, end));
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array(JsonNode... items) {
    return MAPPER.createArrayNode().addAll(List.of(items));
  }

  static JsonNode missing() {
    return MissingNode.getInstance();
  }

  /** Writes a tree on one line. */
  static String compact(JsonNode tree) {
    return tree.toString();
  }

  /** Writes a tree to be read by people. */
  static String pretty(JsonNode tree) {
    return tree.toPrettyString() + "\n";
  }
}
