package io.github.xception.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPluginsTest {
  private static final String GOOD = provider("com.acme.Good", "good", "");

  @TempDir private Path folder;
  private Path good;

  @BeforeEach
  void writeAGoodOne() throws IOException {
    good = jar("com.acme.Good", GOOD).write(folder.resolve("good.jar"));
  }

  @Test
  void findsWhatIsAnnouncedWithItsJar() throws IOException {
    InstalledPlugins<BackendProvider> found = find(good);

    assertThat(found.broken()).isEmpty();
    assertThat(found.working())
        .singleElement()
        .satisfies(
            plugin -> {
              assertThat(plugin.name()).isEqualTo("good");
              assertThat(plugin.file()).isEqualTo(good.toString());
              assertThat(plugin.provider().getClass().getName()).isEqualTo("com.acme.Good");
            });
    assertThat(found.get("good")).isPresent();
    assertThat(found.get("bad")).isEmpty();
  }

  @Test
  void readsNamesAsTheServiceLoaderDoes() throws IOException {
    Path jar =
        new PluginJar()
            .source("com.acme.Good", GOOD)
            .services("\n# ours:\n\n  com.acme.Good # the good one\r\ncom.acme.Good\n")
            .write(folder.resolve("comments.jar"));

    assertThat(find(jar).broken()).isEmpty();
    assertThat(find(jar).working()).hasSize(1);
  }

  @Test
  void aClassThatIsNotThereIsNamed() throws IOException {
    Path jar = new PluginJar().services("com.acme.Gone\n").write(folder.resolve("gone.jar"));

    keepsTheGoodOneAnd(
        jar,
        "com.acme.Gone of " + jar,
        "there is no such class",
        "META-INF/services/io.github.xception.api.backend.BackendProvider");
  }

  @Test
  void theClassThatOneNeedsIsNamed() throws IOException {
    Path jar =
        jar(
                "com.acme.Needy",
                provider("com.acme.Needy", "needy", "public Needy() { Library.start(); }"))
            .source(
                "com.acme.Library", "package com.acme; class Library { static void start() {} }")
            .keeping(file -> !file.endsWith("Library.class"))
            .write(folder.resolve("needy.jar"));

    keepsTheGoodOneAnd(
        jar, "com.acme.Needy of " + jar, "it needs the class com.acme.Library, which is not there");
  }

  @Test
  void aConstructorThatFailsIsTold() throws IOException {
    broken("public Bad() { throw new IllegalStateException(\"no licence\"); }")
        .says("its constructor failed: java.lang.IllegalStateException: no licence");
    broken("public Bad() { throw new AssertionError(\"never\"); }")
        .says("its constructor failed: java.lang.AssertionError: never");
    broken("static final int PORT = Integer.parseInt(\"none\");")
        .says("its static initializer failed: java.lang.NumberFormatException: For input string");
    broken("Bad(int port) {}").says("it has no public constructor without arguments");
  }

  @Test
  void whatIsNoProviderIsTold() throws IOException {
    Path jar =
        jar("com.acme.Other", "package com.acme; public class Other {}")
            .write(folder.resolve("other.jar"));

    keepsTheGoodOneAnd(
        jar,
        "com.acme.Other of " + jar,
        "it does not implement io.github.xception.api.backend.BackendProvider");
  }

  @Test
  void aNameThatCanBeWrittenIsNeeded() throws IOException {
    Path blank =
        jar("com.acme.Blank", provider("com.acme.Blank", " ", ""))
            .write(folder.resolve("blank.jar"));
    keepsTheGoodOneAnd(
        blank, "com.acme.Blank of " + blank, "its name is ' ', which nobody can write in a config");

    Path failing =
        jar(
                "com.acme.Failing",
                provider("com.acme.Failing", "failing", "")
                    .replace("return \"failing\"", "throw new IllegalStateException(\"lost\")"))
            .write(folder.resolve("failing.jar"));
    keepsTheGoodOneAnd(failing, "com.acme.Failing of " + failing, "does not tell its name", "lost");
  }

  @Test
  void ofTwoWithOneNameTheFirstIsTaken() throws IOException {
    Path copy =
        jar("com.acme.Copy", provider("com.acme.Copy", "good", ""))
            .write(folder.resolve("copy.jar"));

    keepsTheGoodOneAnd(
        copy,
        "com.acme.Copy of " + copy,
        "its name is 'good', as that of com.acme.Good of " + good);
  }

  @Test
  void anotherReleaseOfOneThatIsThereIsTold() throws IOException {
    Path second = Files.copy(good, folder.resolve("good-2.jar"));

    keepsTheGoodOneAnd(second, "com.acme.Good of " + second, "it is in " + good + " too");
  }

  @Test
  void aFileThatNamesNothingIsTold() throws IOException {
    Path jar = new PluginJar().services("# nothing\n").write(folder.resolve("empty.jar"));

    keepsTheGoodOneAnd(jar, jar + ": META-INF/services/", "names no class");
  }

  @Test
  void theOthersOfABrokenFileAreFound() throws IOException {
    Path jar =
        new PluginJar()
            .source("com.acme.More", provider("com.acme.More", "more", ""))
            .services("com.acme Good\ncom.acme.Gone\ncom.acme.More\n")
            .write(folder.resolve("mixed.jar"));

    InstalledPlugins<BackendProvider> found = find(jar, good);

    assertThat(found.working()).extracting(InstalledPlugin::name).containsExactly("more", "good");
    assertThat(found.broken())
        .extracting(plugin -> plugin.provider().orElseThrow())
        .containsExactly("com.acme Good", "com.acme.Gone");
  }

  @Test
  void aJarThatIsCutOffIsTold() throws IOException {
    byte[] whole = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, whole.length - 100));
    String classPath =
        String.join(File.pathSeparator, good.toString(), cut.toString(), "no/such.jar", "");

    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {good.toUri().toURL(), cut.toUri().toURL()},
            BackendProvider.class.getClassLoader())) {
      InstalledPlugins<BackendProvider> found =
          new PluginSearch<>(BackendProvider.class, BackendProvider::name, loader, classPath).run();

      assertThat(found.working()).extracting(InstalledPlugin::name).containsExactly("good");
      assertThat(found.broken())
          .singleElement()
          .satisfies(
              plugin -> assertThat(plugin.toString()).startsWith(cut + ": it cannot be read"));
    }
  }

  /** Were it linked, it would fail for want of a class that was there in its time. */
  @Test
  void oneForAnotherVersionIsRefusedBeforeItIsLinked() throws IOException {
    Path older = forVersion(SpiVersion.CURRENT - 1);
    keepsTheGoodOneAnd(
        older,
        "com.acme.Dated of " + older,
        "it was built for version %d of the plug-in interfaces, and here they have version %d"
            .formatted(SpiVersion.CURRENT - 1, SpiVersion.CURRENT));

    Path newer = forVersion(SpiVersion.CURRENT + 1);
    keepsTheGoodOneAnd(
        newer, "it was built for version " + (SpiVersion.CURRENT + 1), "take one that was built");

    Path current = forVersion(SpiVersion.CURRENT);
    keepsTheGoodOneAnd(
        current, "it needs the class io.github.xception.api.backend.Forgotten, which is not there");
  }

  @Test
  void oneThatDoesNotSayItsVersionIsRefused() throws IOException {
    Path jar =
        jar(
                "com.acme.Unversioned",
                provider("com.acme.Unversioned", "unversioned", "")
                    .replaceFirst("@.*SpiVersion.*", ""))
            .write(folder.resolve("unversioned.jar"));

    keepsTheGoodOneAnd(
        jar,
        "com.acme.Unversioned of " + jar,
        "does not say which version",
        "have version " + SpiVersion.CURRENT,
        "@SpiVersion(SpiVersion.CURRENT)");
  }

  /** Compiles a backend against interfaces of another version, with a class that is gone. */
  private Path forVersion(int version) throws IOException {
    String annotation =
        """
        package io.github.xception.api.plugin;

        import java.lang.annotation.Retention;
        import java.lang.annotation.RetentionPolicy;

        @Retention(RetentionPolicy.RUNTIME)
        public @interface SpiVersion {
          int CURRENT = %d;

          int value();
        }
        """
            .formatted(version);
    String gone =
        """
        package io.github.xception.api.backend;

        public class Forgotten extends RuntimeException {}
        """;
    String linksIt =
        """
          public Dated() {
            try {
              hashCode();
            } catch (io.github.xception.api.backend.Forgotten e) {
              throw e;
            }
          }
        """;
    Path jar = folder.resolve("dated-" + version + ".jar");
    return jar("com.acme.Dated", provider("com.acme.Dated", "dated", linksIt))
        .source("io.github.xception.api.plugin.SpiVersion", annotation)
        .source("io.github.xception.api.backend.Forgotten", gone)
        .keeping(file -> file.startsWith("com/acme/"))
        .write(jar);
  }

  /** What is said of a backend that has these members. */
  private Broken broken(String members) throws IOException {
    Path jar = Files.createTempDirectory(folder, "broken").resolve("bad.jar");
    return new Broken(jar("com.acme.Bad", provider("com.acme.Bad", "bad", members)).write(jar));
  }

  private final class Broken {
    private final Path jar;

    Broken(Path jar) {
      this.jar = jar;
    }

    void says(String text) throws IOException {
      keepsTheGoodOneAnd(jar, "com.acme.Bad of " + jar, text);
    }
  }

  private void keepsTheGoodOneAnd(Path jar, String... said) throws IOException {
    for (List<Path> order : List.of(List.of(good, jar), List.of(jar, good))) {
      InstalledPlugins<BackendProvider> found = find(order.toArray(Path[]::new));
      if (order.get(0).equals(good)) {
        assertThat(found.broken())
            .singleElement()
            .satisfies(plugin -> assertThat(plugin.toString()).contains(said));
      }
      assertThat(found.working()).extracting(InstalledPlugin::name).containsExactly("good");
    }
  }

  private static InstalledPlugins<BackendProvider> find(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, BackendProvider.class.getClassLoader())) {
      return InstalledPlugins.find(BackendProvider.class, BackendProvider::name, loader);
    }
  }

  private static PluginJar jar(String className, String source) {
    return new PluginJar().source(className, source).services(className + "\n");
  }

  /** Returns the source of a backend. */
  private static String provider(String className, String name, String members) {
    return """
    package com.acme;

    import io.github.xception.api.backend.Backend;
    import io.github.xception.api.backend.BackendException;
    import io.github.xception.api.backend.BackendOptions;
    import io.github.xception.api.backend.BackendProvider;
    import io.github.xception.api.plugin.SpiVersion;

    @SpiVersion(SpiVersion.CURRENT)
    public class %s implements BackendProvider {
    %s

      @Override
      public String name() {
        return "%s";
      }

      @Override
      public Backend open(BackendOptions options) {
        throw new BackendException("is not opened here");
      }
    }
    """
        .formatted(className.substring("com.acme.".length()), members, name);
  }
}
