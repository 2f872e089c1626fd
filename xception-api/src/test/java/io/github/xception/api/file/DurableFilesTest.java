package io.github.xception.api.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir private Path folder;

  @Test
  void replacesTheWholeFile() throws IOException {
    Path file = folder.resolve("a.json");
    DurableFiles.replace(file, "a long text".getBytes(UTF_8));
    DurableFiles.replace(file, "short".getBytes(UTF_8));
    assertThat(file).hasContent("short");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void changesNothingIfTheContentFails() throws IOException {
    Path file = folder.resolve("a.json");
    DurableFiles.replace(file, "old".getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                DurableFiles.replace(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void needsTheFolder() {
    assertThatThrownBy(() -> DurableFiles.replace(folder.resolve("none/a.json"), new byte[1]))
        .isInstanceOf(NoSuchFileException.class);
  }
}
