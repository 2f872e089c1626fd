package io.github.xception.api.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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

  @Test
  void makesAFolderWithAllThatIsInIt() throws IOException {
    Path target = folder.resolve("above/made");
    String said =
        DurableFiles.create(
            target,
            place -> {
              assertThat(place).doesNotExist();
              Files.createDirectories(place.resolve("inner"));
              Files.writeString(place.resolve("inner/a.txt"), "text");
              assertThat(target).doesNotExist();
              return "done";
            });
    assertThat(said).isEqualTo("done");
    assertThat(target.resolve("inner/a.txt")).hasContent("text");
    assertThat(folder.resolve("above").toFile().list()).containsExactly("made");
  }

  @Test
  void makesNothingIfTheMakerFails() {
    Path target = folder.resolve("made");
    assertThatThrownBy(
            () ->
                DurableFiles.create(
                    target,
                    place -> {
                      Files.createDirectories(place.resolve("inner"));
                      Files.writeString(place.resolve("inner/a.txt"), "half");
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void makesNothingWhereThereIsSomething() throws IOException {
    Path target = Files.writeString(folder.resolve("old"), "old");
    assertThatThrownBy(() -> DurableFiles.create(target, place -> "never called"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("old: exists already");
    assertThat(target).hasContent("old");
    // Somebody else may have been faster.
    Path raced = folder.resolve("raced");
    assertThatThrownBy(
            () ->
                DurableFiles.create(
                    raced,
                    place -> {
                      Files.writeString(place, "new");
                      return Files.writeString(raced, "old");
                    }))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(raced).hasContent("old");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("old", "raced");
  }
}
