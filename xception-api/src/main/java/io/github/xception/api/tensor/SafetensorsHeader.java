package io.github.xception.api.tensor;

import static io.github.xception.api.tensor.SafetensorsException.quote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of a safetensors file, checked: the entries cover the data without gap or
 * overlap, and each is as long as its shape says.
 *
 * @param entries in the order of the header
 * @param metadata free text
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  /** The key of the free text. */
  static final String METADATA = "__metadata__";

  /** More than any network has, and few enough that a hostile header cannot fill the memory. */
  static final int MAX_TENSORS = 100_000;

  private static final int MAX_RANK = 8;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * One tensor.
   *
   * @param name its path
   * @param format how its elements are held
   * @param shape its shape
   * @param begin where its data begin, counted from the first byte after the header
   * @param end where they end
   */
  record Entry(String name, FloatFormat format, Shape shape, long begin, long end) {}

  /**
   * Reads a header.
   *
   * @param file for messages
   * @param json the header
   * @param dataLength bytes of the file after the header
   * @throws SafetensorsException if it is not one, or does not fit the data
   */
  static SafetensorsHeader parse(Path file, Reader json, long dataLength) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      SafetensorsHeader header = new HeaderParser(file, parser).parse();
      header.checkCoverage(file, dataLength);
      return header;
    } catch (JsonProcessingException e) {
      SafetensorsException refusal =
          new SafetensorsException(file, "header", quote(e.getOriginalMessage()), "valid JSON");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private void checkCoverage(Path file, long dataLength) throws SafetensorsException {
    long end = 0;
    for (Entry entry : byOffset()) {
      if (entry.begin() != end) {
        throw new SafetensorsException(
            file,
            "tensor " + quote(entry.name()),
            "data that begins at " + entry.begin(),
            "it to begin at " + end + ", where the tensor before it ends");
      }
      end = entry.end();
    }
    if (end != dataLength) {
      throw new SafetensorsException(
          file, "data", dataLength + " bytes after the header", end + " bytes as the header says");
    }
  }

  /** Returns the entries in the order of their data. */
  List<Entry> byOffset() {
    return entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList();
  }

  /** Reads the JSON text. */
  private static final class HeaderParser {
    private final Path file;
    private final JsonParser parser;

    HeaderParser(Path file, JsonParser parser) {
      this.file = file;
      this.parser = parser;
    }

    SafetensorsHeader parse() throws IOException {
      expect("header", parser.nextToken(), JsonToken.START_OBJECT);
      List<Entry> entries = new ArrayList<>();
      Set<String> names = new HashSet<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (!names.add(name)) {
          throw refuse("header", quote(name) + " twice", "each name once");
        }
        if (names.size() > MAX_TENSORS) {
          throw refuse("header", "more names", "at most " + MAX_TENSORS);
        }
        if (name.equals(METADATA)) {
          readMetadata(metadata);
        } else {
          entries.add(readEntry(name));
        }
      }
      if (parser.nextToken() != null) {
        throw refuse("header", "more text after its end", "spaces only");
      }
      return new SafetensorsHeader(entries, metadata);
    }

    private void readMetadata(Map<String, String> metadata) throws IOException {
      expect(METADATA, parser.nextToken(), JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        expect(METADATA + " " + quote(key), parser.nextToken(), JsonToken.VALUE_STRING);
        if (metadata.put(key, parser.getText()) != null) {
          throw refuse(METADATA, quote(key) + " twice", "each key once");
        }
      }
    }

    private Entry readEntry(String name) throws IOException {
      String where = "tensor " + quote(name);
      expect(where, parser.nextToken(), JsonToken.START_OBJECT);
      Map<String, List<Long>> numbers = new HashMap<>();
      Optional<FloatFormat> format = Optional.empty();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (numbers.containsKey(key) || (key.equals("dtype") && format.isPresent())) {
          throw refuse(where, quote(key) + " twice", "each key once");
        }
        switch (key) {
          case "dtype" -> format = Optional.of(readFormat(where));
          case "shape" -> numbers.put(key, readNumbers(where + " shape", MAX_RANK));
          case "data_offsets" -> numbers.put(key, readNumbers(where + " data_offsets", 2));
          default ->
              throw refuse(
                  where, "key " + quote(key), "the keys dtype, shape and data_offsets only");
        }
      }
      List<Long> dims = numbers.get("shape");
      List<Long> offsets = numbers.get("data_offsets");
      if (format.isEmpty() || dims == null || offsets == null) {
        throw refuse(where, "an incomplete entry", "the keys dtype, shape and data_offsets");
      }
      return entry(name, format.get(), shape(where, dims), offsets);
    }

    private Entry entry(String name, FloatFormat format, Shape shape, List<Long> offsets)
        throws SafetensorsException {
      long length = (long) shape.elements() * format.size();
      // Both ends are checked before the difference is taken, which could overflow.
      if (offsets.size() != 2
          || offsets.get(0) < 0
          || offsets.get(1) < offsets.get(0)
          || offsets.get(1) - offsets.get(0) != length) {
        throw refuse(
            "tensor " + quote(name),
            "data_offsets " + offsets,
            "begin and end of the " + length + " bytes of " + shape + " in " + format);
      }
      return new Entry(name, format, shape, offsets.get(0), offsets.get(1));
    }

    private FloatFormat readFormat(String where) throws IOException {
      expect(where + " dtype", parser.nextToken(), JsonToken.VALUE_STRING);
      String name = parser.getText();
      return FloatFormat.byName(name)
          .orElseThrow(() -> refuse(where, "dtype " + quote(name), "F32, F16 or BF16"));
    }

    private List<Long> readNumbers(String where, int most) throws IOException {
      expect(where, parser.nextToken(), JsonToken.START_ARRAY);
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        expect(where, parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
        if (numbers.size() == most) {
          throw refuse(where, "more numbers", "at most " + most);
        }
        numbers.add(parser.getLongValue());
      }
      return numbers;
    }

    private Shape shape(String where, List<Long> dims) throws SafetensorsException {
      for (long dim : dims) {
        if (dim < 1 || dim > Shape.MAX_ELEMENTS) {
          throw refuse(where, "shape " + dims, "extents from 1 to " + Shape.MAX_ELEMENTS);
        }
      }
      try {
        return new Shape(dims.stream().map(Long::intValue).toList());
      } catch (IllegalArgumentException e) {
        throw refuse(where, "shape " + dims, "at most " + Shape.MAX_ELEMENTS + " elements");
      }
    }

    private void expect(String where, @Nullable JsonToken received, JsonToken expected)
        throws SafetensorsException {
      if (received != expected) {
        throw refuse(where, received == null ? "the end" : words(received), words(expected));
      }
    }

    private static String words(JsonToken token) {
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "a text";
        case VALUE_NUMBER_INT -> "a whole number";
        case VALUE_NUMBER_FLOAT -> "a fraction";
        default -> String.valueOf(token.asString());
      };
    }

    private SafetensorsException refuse(String where, String received, String expected) {
      return new SafetensorsException(file, where, received, expected);
    }
  }
}
