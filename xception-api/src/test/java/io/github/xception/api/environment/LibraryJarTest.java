package io.github.xception.api.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryJarTest {
  @TempDir private Path folder;

  @Test
  void listsTheLibrariesWithTheirSizes() throws IOException {
    Path jar = folder.resolve("an engine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : new String[] {"x/libx.so", "x/liby.so.1.2", "x/LICENSE", "x/x.dll"}) {
        out.putNextEntry(new JarEntry(name));
        out.write(new byte[name.length()]);
      }
    }
    URL resource = URI.create("jar:" + jar.toUri() + "!/x/LICENSE").toURL();

    LibraryJar found = LibraryJar.of(resource);

    assertThat(found.path()).isEqualTo(jar);
    assertThat(found.libraries())
        .isEqualTo(Map.of("x/libx.so", 9L, "x/liby.so.1.2", 13L, "x/x.dll", 7L));
  }

  @Test
  void aResourceThatIsNotInAJarIsRefused() throws IOException {
    URL file = Files.createFile(folder.resolve("libx.so")).toUri().toURL();

    assertThatThrownBy(() -> LibraryJar.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("libx.so is not in a jar");
  }
}
