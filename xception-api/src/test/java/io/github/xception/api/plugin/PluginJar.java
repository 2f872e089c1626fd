package io.github.xception.api.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar as the author of a plug-in would build it: compiled against the classes of this build. */
final class PluginJar {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private String services = "";
  private Predicate<String> kept = file -> true;

  /** Adds a class. Sources here come before classes of this build with the same name. */
  PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Sets the text of the file that announces backends. */
  PluginJar services(String text) {
    services = text;
    return this;
  }

  /** Leaves out class files whose path in the jar does not match. */
  PluginJar keeping(Predicate<String> files) {
    kept = files;
    return this;
  }

  /** Compiles and writes the jar. */
  Path write(Path jar) throws IOException {
    Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
    compile(classes);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      entries.putNextEntry(
          new JarEntry("META-INF/services/io.github.xception.api.backend.BackendProvider"));
      entries.write(services.getBytes(UTF_8));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (kept.test(name)) {
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
        }
      }
    }
    return jar;
  }

  private void compile(Path classes) {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                /* fileManager= */ null,
                /* diagnosticListener= */ null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                /* classes= */ null,
                sources.entrySet().stream()
                    .map(source -> inMemory(source.getKey(), source.getValue()))
                    .toList())
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  private static JavaFileObject inMemory(String className, String text) {
    URI place = URI.create("memory:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
