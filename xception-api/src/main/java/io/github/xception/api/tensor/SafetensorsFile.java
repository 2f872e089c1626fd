package io.github.xception.api.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.xception.api.file.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights in the safetensors format: the length of a header as a little-endian 64-bit integer, the
 * header in JSON, then the tensors' bytes.
 *
 * @param weights the tensors, in the order of the header
 * @param metadata free text that goes with them
 */
public record SafetensorsFile(Weights weights, Map<String, String> metadata) {
  private static final int LENGTH_BYTES = Long.BYTES;

  /** The limit that the format's own library sets. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /** Copies the metadata. */
  public SafetensorsFile {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads a file. The tensors of format F32 are views of the file, mapped into memory: the file
   * must not change while they are in use. F16 and BF16 are widened, which changes no value.
   *
   * @throws SafetensorsException if it is not a whole and valid file, or holds what is no tensor of
   *     32-bit floats; the message names file and tensor
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long headerLength = readHeaderLength(file, channel, size);
      byte[] headerBytes = new byte[(int) headerLength];
      readFully(file, channel, ByteBuffer.wrap(headerBytes));
      long dataStart = LENGTH_BYTES + headerLength;
      SafetensorsHeader header = parseHeader(file, headerBytes, size - dataStart);
      return new SafetensorsFile(map(channel, header, dataStart), header.metadata());
    }
  }

  private static long readHeaderLength(Path file, FileChannel channel, long size)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, bytes);
    long length = bytes.getLong(0);
    long limit = Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES);
    if (length < 0 || length > limit) {
      throw new SafetensorsException(
          file,
          "header length",
          Long.toUnsignedString(length) + " bytes",
          "at most " + limit + " in a file of " + size + " bytes");
    }
    return length;
  }

  private static void readFully(Path file, FileChannel channel, ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new SafetensorsException(
            file,
            "header",
            "the end of the file after " + channel.position() + " bytes",
            bytes.remaining() + " more bytes");
      }
    }
  }

  private static SafetensorsHeader parseHeader(Path file, byte[] bytes, long dataLength)
      throws IOException {
    // A reader of our own: Jackson would take a guess at other encodings.
    Reader text =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    try {
      return SafetensorsHeader.parse(file, text, dataLength);
    } catch (CharacterCodingException e) {
      SafetensorsException refusal =
          new SafetensorsException(file, "header", "bytes that are not UTF-8", "UTF-8");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static Weights map(FileChannel channel, SafetensorsHeader header, long dataStart)
      throws IOException {
    List<SafetensorsHeader.Entry> sorted = header.byOffset();
    Map<String, Tensor> byName = new HashMap<>();
    int first = 0;
    while (first < sorted.size()) {
      // As many tensors as one buffer can reach; each of them is smaller than that.
      long begin = sorted.get(first).begin();
      int next = first;
      while (next < sorted.size() && sorted.get(next).end() - begin <= Integer.MAX_VALUE) {
        next++;
      }
      long length = sorted.get(next - 1).end() - begin;
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, dataStart + begin, length);
      for (SafetensorsHeader.Entry entry : sorted.subList(first, next)) {
        int offset = (int) (entry.begin() - begin);
        ByteBuffer part = bytes.slice(offset, (int) (entry.end() - entry.begin()));
        boolean aligned = (dataStart + entry.begin()) % Float.BYTES == 0;
        byName.put(entry.name(), tensor(entry, part, aligned));
      }
      first = next;
    }
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    header.entries().forEach(entry -> ordered.put(entry.name(), byName.get(entry.name())));
    return Weights.of(ordered);
  }

  private static Tensor tensor(SafetensorsHeader.Entry entry, ByteBuffer bytes, boolean aligned) {
    ByteOrder order = ByteOrder.nativeOrder();
    if (entry.format() == FloatFormat.F32 && aligned && order == ByteOrder.LITTLE_ENDIAN) {
      return Tensor.wrap(entry.shape(), bytes.order(order));
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.create(entry.shape(), values -> entry.format().read(bytes, values));
  }

  /**
   * Writes a file in format F32. It is written beside its place, forced to the disk and moved
   * there, so that it is never half there. The same weights and metadata give the same bytes.
   *
   * @param file its folder exists; an older file is replaced
   * @throws IllegalArgumentException if a tensor is at the path {@code __metadata__}
   */
  public static void write(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    if (weights.contains(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor cannot be at '" + SafetensorsHeader.METADATA + "': the format keeps that name");
    }
    byte[] header = header(weights, metadata);
    DurableFiles.replace(
        file,
        channel -> {
          ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
          DurableFiles.writeFully(channel, length.putLong(0, header.length));
          DurableFiles.writeFully(channel, ByteBuffer.wrap(header));
          for (Tensor tensor : weights.asMap().values()) {
            DurableFiles.writeFully(channel, littleEndian(tensor));
          }
        });
  }

  private static byte[] header(Weights weights, Map<String, String> metadata) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Tensor> entry : weights.asMap().entrySet()) {
        Shape shape = entry.getValue().shape();
        long end = begin + (long) shape.elements() * Float.BYTES;
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", FloatFormat.F32.name());
        json.writeFieldName("shape");
        int[] dims = shape.dims().stream().mapToInt(Integer::intValue).toArray();
        json.writeArray(dims, 0, dims.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    // Spaces, so that the data begins where any number may.
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private static ByteBuffer littleEndian(Tensor tensor) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return tensor.bytes();
    }
    ByteBuffer swapped =
        ByteBuffer.allocateDirect(tensor.bytes().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    swapped.asFloatBuffer().put(tensor.floats());
    return swapped;
  }
}
