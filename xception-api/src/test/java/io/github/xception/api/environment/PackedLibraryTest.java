package io.github.xception.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedLibraryTest {
  private static final List<String> PUBLISHED = List.of("linux-x86_64", "osx-aarch64");
  private static final Path JAR = Path.of("engine-linux-x86_64.jar");

  @TempDir private Path folder;

  private PackedLibrary packed(String platform, Optional<Path> jar, long size) {
    Path cache = folder.resolve("cache");
    return new PackedLibrary(
        "com.example:engine",
        PUBLISHED,
        platform,
        jar,
        new CacheFolder(cache),
        "CACHE_DIR",
        jar.isEmpty() ? Map.of() : Map.of(cache.resolve("libengine.so"), size));
  }

  @Test
  void aLibraryThatCanBeUnpackedHasNoObstacle() {
    PackedLibrary packed = packed("linux-x86_64", Optional.of(JAR), 1_500_000);

    assertThat(packed.obstacle()).isEmpty();
    assertThat(packed.facts())
        .contains(
            new Fact("platform", "linux-x86_64"),
            new Fact("library", JAR.toString()),
            new Fact("cache folder", folder.resolve("cache").toString()),
            new Fact("cache writable", "yes"),
            new Fact("unpacked", "no; the first start writes 2 MB"));
  }

  @Test
  void aPlatformThatItIsNotPublishedForIsToldWithThoseThatItIs() {
    assertThat(packed("linux-riscv64", Optional.empty(), 0).obstacle())
        .contains(
            "there is no com.example:engine for linux-riscv64, only for linux-x86_64, osx-aarch64;"
                + " run on one of these, or take another backend");
  }

  @Test
  void aJarThatIsMissingIsToldWithItsClassifier() {
    PackedLibrary packed = packed("osx-aarch64", Optional.empty(), 0);

    assertThat(packed.obstacle())
        .contains(
            "no com.example:engine for osx-aarch64 is on the class path; add it with this"
                + " classifier");
    assertThat(packed.facts())
        .extracting(Fact::name)
        .contains("library", "cache folder")
        .doesNotContain("unpacked");
  }

  @Test
  void aFullDiskIsToldWithWhatIsNeededAndWhatThereIs() {
    PackedLibrary packed = packed("linux-x86_64", Optional.of(JAR), Long.MAX_VALUE);

    assertThat(packed.obstacle().orElseThrow())
        .matches(
            ".*cache has \\d+ MB of free space, and the library takes 9223372036855 MB; free some,"
                + " or set CACHE_DIR to another folder");
    assertThat(packed.facts())
        .filteredOn(fact -> fact.name().equals("unpacked"))
        .singleElement()
        .satisfies(fact -> assertThat(fact.value()).startsWith("no; ").endsWith("the free space"));
  }

  @Test
  void aCacheThatCannotBeWrittenIsAnObstacleUntilTheLibraryIsThere() throws IOException {
    Path cache = Files.createFile(folder.resolve("cache"));
    PackedLibrary packed = packed("linux-x86_64", Optional.of(JAR), 3);
    assertThat(packed.obstacle())
        .contains(cache + " is not a folder; set CACHE_DIR to another folder");

    Files.delete(cache);
    Files.write(Files.createDirectory(cache).resolve("libengine.so"), new byte[3]);
    assertThat(packed.missingBytes()).isZero();
    assertThat(packed.obstacle()).isEmpty();
    assertThat(packed.facts()).contains(new Fact("unpacked", "yes"));
  }

  @Test
  void aFileThatWasUnpackedInPartIsNotThere() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Files.write(cache.resolve("libengine.so"), new byte[2]);

    assertThat(packed("linux-x86_64", Optional.of(JAR), 3).missingBytes()).isEqualTo(3);
  }
}
