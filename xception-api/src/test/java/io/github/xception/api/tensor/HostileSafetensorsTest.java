package io.github.xception.api.tensor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileSafetensorsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [1]                                                    | 0 | got an array
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}  | 4 | valid JSON
          {"a":}                                                 | 0 | valid JSON
          {} {}                                                  | 0 | more text after its end
          {"a":7}                                                | 0 | tensor 'a': got a whole number
          {"a":{}}                                               | 0 | tensor 'a': got an incomplete entry
          {"a":{"dtype":"F32","shape":[1]}}                      | 4 | tensor 'a': got an incomplete entry
          {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}} | 8 | tensor 'a': got dtype 'F64', expected F32, F16 or BF16
          {"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}} | 4 | got dtype 'f32'
          {"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}}     | 4 | tensor 'a' dtype: got a whole number
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}} | 4 | tensor 'a': got key 'x'
          {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | 'dtype' twice
          {"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}   | 4 | 'shape' twice
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | 'a' twice
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | 'a' twice
          {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}   | 0 | shape [0]
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}  | 4 | shape [-1]
          {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}} | 4 | tensor 'a' shape: got a fraction, expected a whole number
          {"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}     | 4 | tensor 'a' shape: got a whole number
          {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}} | 4 | at most 8
          {"a":{"dtype":"F32","shape":[536870912],"data_offsets":[0,2147483648]}} | 4 | extents from 1 to 536870911
          {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,17179869184]}} | 4 | at most 536870911 elements
          {"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}} | 0 | at most 536870911 elements
          {"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}   | 4 | valid JSON
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}     | 4 | tensor 'a': got data_offsets [0]
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[]}}      | 4 | tensor 'a': got data_offsets []
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}} | 4 | at most 2
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}   | 4 | tensor 'a': got data_offsets [4, 0]
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}  | 4 | tensor 'a': got data_offsets [-4, 0]
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,-9223372036854775808]}} | 4 | tensor 'a': got data_offsets
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}} | 4 | begins at 9223372036854775803
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}   | 4 | begin and end of the 8 bytes of 2 in F32
          {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}   | 8 | begin and end of the 4 bytes of 2 in F16
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}   | 8 | tensor 'a': got data that begins at 4, expected it to begin at 0
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}   | 8 | data: got 8 bytes after the header, expected 4
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   | 4 | data: got 4 bytes after the header, expected 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | tensor 'b': got data that begins at 0, expected it to begin at 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | tensor 'b': got data that begins at 8
          {"__metadata__":[]}                                      | 0 | __metadata__: got an array
          {"__metadata__":{"a":1}}                                 | 0 | __metadata__ 'a': got a whole number
          {"__metadata__":{"a":"1","a":"2"}}                       | 0 | 'a' twice
          {"__metadata__":{},"__metadata__":{}}                    | 0 | '__metadata__' twice
          """)
  void refuses(String header, int dataBytes, String message) throws IOException {
    refuse(file(header.getBytes(UTF_8), dataBytes), message);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    refuse(new byte[0], "header: got the end of the file after 0 bytes, expected 8 more bytes");
    refuse(new byte[5], "the end of the file after 5 bytes");
    refuse(new byte[8], "header: got the end, expected an object");
  }

  @Test
  void refusesAHeaderThatIsLongerThanTheFile() throws IOException {
    byte[] bytes = file("{}".getBytes(UTF_8), 0);
    for (long length : new long[] {3, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      refuse(bytes, "header length: got " + Long.toUnsignedString(length) + " bytes");
    }
  }

  @Test
  void refusesAHeaderOfMoreThanAHundredMegabytes() throws IOException {
    Path path = folder.resolve("long.safetensors");
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(path, length.putLong(0, 100_000_001).array());
    try (var channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
      channel.position(100_000_008).write(ByteBuffer.allocate(1));
    }
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("at most 100000000");
  }

  @Test
  void refusesMoreTensorsThanAnyNetworkHas() throws IOException {
    String header =
        IntStream.rangeClosed(0, SafetensorsHeader.MAX_TENSORS)
            .mapToObj(
                i ->
                    "\"t%d\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}"
                        .formatted(i, 4 * i, 4 * i + 4))
            .collect(Collectors.joining(",", "{", "}"));
    refuse(file(header.getBytes(UTF_8), 4 * SafetensorsHeader.MAX_TENSORS + 4), "at most 100000");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    refuse(file("{}".getBytes(UTF_16LE), 0), "header");
    refuse(file("{\"é\":{}}".getBytes(ISO_8859_1), 0), "bytes that are not UTF-8");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    refuse(file("{\"a\":".repeat(100_000).getBytes(UTF_8), 0), "tensor 'a': got key 'a'");
    refuse(file(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8), 0), "got an array");
  }

  @Test
  void aHostileNameDoesNotFloodTheMessage() throws IOException {
    String name = "\\u001b[31m" + "x".repeat(40_000);
    Path path = Files.write(folder.resolve("f"), file(("{\"" + name + "\":7}").getBytes(UTF_8), 0));
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .isInstanceOf(SafetensorsException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600).contains("'?[31mxxx"));
  }

  private void refuse(byte[] bytes, String message) throws IOException {
    Path path = Files.write(folder.resolve("hostile.safetensors"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("hostile.safetensors")
        .hasMessageContaining(message);
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }
}
