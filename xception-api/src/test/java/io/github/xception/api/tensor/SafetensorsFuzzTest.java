package io.github.xception.api.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is done to a good file, it is read or refused with the one exception. */
class SafetensorsFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "0",
          "1",
          "-1",
          "4",
          "58",
          "9223372036854775807",
          "1e9",
          "null",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "\"",
          "\\u0000",
          " ",
          "\"F16\"",
          "\"dtype\"",
          "\"shape\"",
          "[0,4]",
          "[[[[",
          "é");

  private static Path scratch;
  private static byte[] good;

  @BeforeContainer
  static void prepare() throws Exception {
    scratch = Files.createTempFile("fuzz", ".safetensors");
    good = Files.readAllBytes(SafetensorsFileTest.golden());
  }

  @AfterContainer
  static void clean() throws IOException {
    Files.delete(scratch);
  }

  @Property(tries = 4_000)
  void changedBytes(@ForAll Random random) throws IOException {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    readOrRefuse(bytes);
  }

  @Property(tries = 4_000)
  void changedHeaders(@ForAll Random random) throws IOException {
    int length = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    StringBuilder header = new StringBuilder(new String(good, 8, length, UTF_8));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(header.length());
      int end = Math.min(header.length(), at + random.nextInt(4));
      header.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
    }
    byte[] text = header.toString().getBytes(UTF_8);
    int data = good.length - 8 - length;
    readOrRefuse(
        ByteBuffer.allocate(8 + text.length + data)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .put(good, 8 + length, data)
            .array());
  }

  @Property(tries = 500)
  void cutAndPadded(@ForAll Random random) throws IOException {
    readOrRefuse(Arrays.copyOf(good, random.nextInt(2 * good.length)));
  }

  @Property(tries = 500)
  void noise(@ForAll byte[] bytes) throws IOException {
    readOrRefuse(bytes);
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    Files.write(scratch, bytes);
    try {
      for (Tensor tensor : SafetensorsFile.read(scratch).weights().asMap().values()) {
        assertThat(tensor.toArray()).hasSize(tensor.shape().elements());
      }
    } catch (SafetensorsException e) {
      assertThat(e).hasMessageContaining(scratch.toString());
    }
  }
}
