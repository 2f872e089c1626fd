package io.github.xception.api.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
  @TempDir private Path folder;

  @Test
  void readsWhatTheFormatsOwnLibraryWrote() throws Exception {
    SafetensorsFile file = SafetensorsFile.read(golden());
    assertThat(file.metadata()).containsExactly(Map.entry("made by", "generate.py"));
    Weights weights = file.weights();
    assertThat(weights.paths())
        .containsExactly("dense/kernel", "scalar", "層/kernel", "brain", "half");
    assertThat(weights.get("dense/kernel").shape()).isEqualTo(Shape.of(2, 3));
    assertThat(weights.get("dense/kernel").toArray())
        .containsExactly(1, -2, 0.1f, 3e38f, Float.MIN_VALUE, -0f);
    assertThat(weights.get("scalar").shape()).isEqualTo(Shape.of());
    assertThat(weights.get("scalar").toArray()).containsExactly(2.5f);
    assertThat(weights.get("層/kernel").shape()).isEqualTo(Shape.of(1, 1, 1, 1));
    assertThat(weights.get("層/kernel").toArray()).containsExactly(7);
    assertThat(weights.get("brain").toArray())
        .containsExactly(1, -2.5f, 3.140625f, 0x1p-133f, Float.POSITIVE_INFINITY);
    assertThat(weights.get("half").shape()).isEqualTo(Shape.of(4, 2));
    assertThat(weights.get("half").toArray())
        .containsExactly(
            0,
            -0f,
            0x1p-24f,
            1365 * 0x1p-12f,
            65504,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z \"quoted\" \\ \n", Tensor.of(Shape.of(3), 1, Float.NaN, -0f));
    tensors.put("a/b", Tensor.of(Shape.of(1, 2), 3, 4));
    Path path = folder.resolve("w.safetensors");
    SafetensorsFile.write(path, Weights.of(tensors), Map.of("step", "12", "net", "x"));

    SafetensorsFile file = SafetensorsFile.read(path);
    assertThat(file.weights().paths()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          assertThat(file.weights().get(name).shape()).isEqualTo(tensor.shape());
          assertThat(file.weights().get(name).bytes()).isEqualTo(tensor.bytes());
        });
    assertThat(file.metadata()).containsOnly(Map.entry("step", "12"), Map.entry("net", "x"));
  }

  @Test
  void writesTheSameBytesForTheSameWeights() throws IOException {
    Weights weights = Weights.of(Map.of("a", Tensor.of(Shape.of(2), 1, 2)));
    Path path = folder.resolve("w.safetensors");
    SafetensorsFile.write(path, weights, Map.of("b", "2", "a", "1"));
    String header =
        "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] bytes = Files.readAllBytes(path);
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(new String(bytes, 8, padded, UTF_8).stripTrailing()).isEqualTo(header);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(buffer.getLong(0)).isEqualTo(padded);
    assertThat(buffer.getFloat(8 + padded)).isEqualTo(1);
    assertThat(buffer.getFloat(12 + padded)).isEqualTo(2);
    assertThat(bytes).hasSize(16 + padded);
  }

  @Test
  void noTensorsAreAFileToo() throws IOException {
    Path path = folder.resolve("w.safetensors");
    SafetensorsFile.write(path, Weights.of(Map.of()), Map.of());
    SafetensorsFile file = SafetensorsFile.read(path);
    assertThat(file.weights().paths()).isEmpty();
    assertThat(file.metadata()).isEmpty();
  }

  @Test
  void aFloatMayBeginAtAnyByte() throws IOException {
    Path path = folder.resolve("w.safetensors");
    byte[] header =
        """
        {"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},\
        "f":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"""
            .getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 6).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).putShort((short) 0x3C00).putFloat(0.1f);
    Files.write(path, bytes.array());
    Weights weights = SafetensorsFile.read(path).weights();
    assertThat(weights.get("h").toArray()).containsExactly(1);
    assertThat(weights.get("f").toArray()).containsExactly(0.1f);
  }

  /** Two tensors of 1.2 GB: more than one buffer reaches. The file has holes and takes no room. */
  @Test
  void readsAFileOfMoreThanTwoGigabytes() throws IOException {
    Path path = folder.resolve("large.safetensors");
    int elements = 300_000_000;
    long half = 4L * elements;
    byte[] header =
        """
        {"a":{"dtype":"F32","shape":[%d],"data_offsets":[0,%d]},\
        "b":{"dtype":"F32","shape":[%d],"data_offsets":[%d,%d]}}"""
            .formatted(elements, half, elements, half, 2 * half)
            .concat("       ")
            .getBytes(UTF_8);
    int length = header.length / 8 * 8;
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length));
      channel.write(ByteBuffer.wrap(header, 0, length));
      channel.write(floatBytes(5), 8 + length + half - 4);
      channel.write(floatBytes(6), 8 + length + half);
      channel.write(floatBytes(7), 8 + length + 2 * half - 4);
    }
    Weights weights = SafetensorsFile.read(path).weights();
    assertThat(weights.get("a").floats().get(elements - 1)).isEqualTo(5);
    assertThat(weights.get("b").floats().get(0)).isEqualTo(6);
    assertThat(weights.get("b").floats().get(elements - 1)).isEqualTo(7);
  }

  @Test
  void refusesTheNameThatTheFormatKeeps() {
    Weights weights = Weights.of(Map.of("__metadata__", Tensor.of(Shape.of(1), 1)));
    Path path = folder.resolve("w.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.write(path, weights, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("__metadata__");
    assertThat(path).doesNotExist();
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> SafetensorsFile.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }

  static Path golden() throws URISyntaxException {
    return Path.of(SafetensorsFileTest.class.getResource("golden/mixed.safetensors").toURI());
  }

  private static ByteBuffer floatBytes(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
  }
}
