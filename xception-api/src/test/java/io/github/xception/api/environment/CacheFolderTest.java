package io.github.xception.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsThereOrCanBeMadeIsFine() {
    assertThat(new CacheFolder(folder).obstacle()).isEmpty();
    assertThat(new CacheFolder(folder.resolve("a/b")).obstacle()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInItsPlaceIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(new CacheFolder(file).obstacle()).contains(file + " is not a folder");
    assertThat(new CacheFolder(file.resolve("cache/x")).obstacle())
        .contains(file.resolve("cache/x") + " cannot be made: " + file + " is not a folder");
  }

  @Test
  void freeSpaceIsThatOfTheFolderWhereItWouldBe() throws IOException {
    assertThat(new CacheFolder(folder.resolve("a/b")).freeBytes().getAsLong())
        .isPositive()
        .isLessThanOrEqualTo(Files.getFileStore(folder).getTotalSpace());
  }
}
