package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.data.TarGz.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveExtractorTest {
  @TempDir Path temp;

  private Path archive(byte[] bytes) throws IOException {
    return Files.write(temp.resolve("archive.tgz"), bytes);
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.map(file -> temp.relativize(file).toString()).sorted().toList();
    }
  }

  @Test
  void extractsFilesAndFolders() throws IOException {
    Path archive =
        archive(new Tars().folder("jpg").file("jpg/a", "one").file("./b", "two").bytes());
    ArchiveExtractor.extract(archive, temp.resolve("out"));
    assertThat(temp.resolve("out/jpg/a")).hasContent("one");
    assertThat(temp.resolve("out/b")).hasContent("two");
    assertThat(everything())
        .containsExactly("", "archive.tgz", "out", "out/b", "out/jpg", "out/jpg/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "jpg/../../evil",
        "/evil",
        "..",
        "..\\evil",
        "C:evil",
        "C:\\evil",
        "a\nb",
        "jpg/.."
      })
  void refusesNamesThatLeadOut(String name) throws IOException {
    Path archive = archive(new Tars().file("good", "one").file(name, "two").bytes());
    assertThatThrownBy(() -> ArchiveExtractor.extract(archive, temp.resolve("out/deep")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leads out of its folder");
    assertThat(everything()).containsExactly("", "archive.tgz", "out");
  }

  static Stream<Arguments> specials() {
    return Stream.of(
        Arguments.of(TarConstants.LF_SYMLINK, "/etc/passwd"),
        Arguments.of(TarConstants.LF_SYMLINK, "good"),
        Arguments.of(TarConstants.LF_LINK, "good"),
        Arguments.of(TarConstants.LF_CHR, ""),
        Arguments.of(TarConstants.LF_BLK, ""),
        Arguments.of(TarConstants.LF_FIFO, ""));
  }

  @ParameterizedTest
  @MethodSource("specials")
  void refusesLinksAndDevices(byte kind, String link) throws IOException {
    Path archive = archive(new Tars().file("good", "one").special("bad", kind, link).bytes());
    assertThatThrownBy(() -> ArchiveExtractor.extract(archive, temp.resolve("out")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it holds a link, a device or another special file: bad");
    assertThat(everything()).containsExactly("", "archive.tgz");
  }

  @Test
  void refusesANameThatComesTwice() throws IOException {
    Path archive = archive(new Tars().file("a", "one").file("a", "two").bytes());
    assertThatThrownBy(() -> ArchiveExtractor.extract(archive, temp.resolve("out")))
        .isInstanceOf(DataException.class);
    assertThat(everything()).containsExactly("", "archive.tgz");
  }

  @Test
  void refusesMoreThanTheLimits() throws IOException {
    Path archive = archive(new Tars().file("a", new byte[1000]).file("b", new byte[500]).bytes());
    // In blocks of 512 bytes: a header and two, a header and one, and two for the end.
    TarGz.read(archive, new Limits(2, 1000, 7 * 512), entry -> {});
    assertRefused(archive, new Limits(1, 1000, 7 * 512), "it has more than 1 entries");
    assertRefused(
        archive, new Limits(2, 999, 7 * 512), "a has 1000 bytes; at most 999 are accepted");
    assertRefused(archive, new Limits(2, 1000, 7 * 512 - 1), "it unpacks to more than 3583 bytes");
  }

  private static void assertRefused(Path archive, Limits limits, String message) {
    assertThatThrownBy(() -> TarGz.read(archive, limits, entry -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void findsEveryCut() throws IOException {
    byte[] whole = new Tars().folder("jpg").file("jpg/a", "some content").bytes();
    for (int length = 0; length < whole.length; length++) {
      Path archive = archive(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ArchiveExtractor.extract(archive, temp.resolve("out")))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("cannot read the archive");
      assertThat(everything()).containsExactly("", "archive.tgz");
    }
  }

  /** Whatever else comes out of the reader fails the test. */
  @Property(tries = 2000)
  void mutatedArchivesAreReadOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] tar =
        new GZIPInputStream(
                new ByteArrayInputStream(
                    new Tars()
                        .folder("jpg")
                        .file("jpg/" + "long".repeat(40), "one")
                        .file("jpg/b", "two")
                        .bytes()))
            .readAllBytes();
    for (int i = 0; i <= random.nextInt(8); i++) {
      int header = 512 * random.nextInt(tar.length / 512);
      tar[header + random.nextInt(512)] = (byte) random.nextInt(256);
    }
    for (int header = 0; header < tar.length; header += 512) {
      sign(tar, header);
    }
    Path archive = Files.createTempFile("mutated", ".tgz");
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
        out.write(tar);
      }
      TarGz.read(
          archive,
          TarGz.LIMITS,
          entry -> assertThat(entry.content().length).isLessThanOrEqualTo(tar.length));
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("cannot read the archive");
    } finally {
      Files.delete(archive);
    }
  }

  /** Writes the checksum of a header, so that a mutation gets past it. */
  private static void sign(byte[] tar, int header) {
    if (tar[header] == 0) {
      return;
    }
    Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[header + i] & 0xFF;
    }
    byte[] digits = String.format(Locale.ROOT, "%06o", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, header + 148, 6);
    tar[header + 154] = 0;
  }

  @Test
  void leavesAFolderAloneThatHoldsSomething() throws IOException {
    Path archive = archive(new Tars().file("a", "one").bytes());
    Files.createDirectories(temp.resolve("out"));
    Files.writeString(temp.resolve("out/mine"), "mine");
    assertThatThrownBy(() -> ArchiveExtractor.extract(archive, temp.resolve("out")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("exists and is not an empty folder");
    assertThat(everything()).containsExactly("", "archive.tgz", "out", "out/mine");
  }
}
