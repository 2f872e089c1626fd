package io.github.xception.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.cli.CliRun;
import io.github.xception.cli.ShortRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what {@code README.md} and {@code docs/*.md} show, file by file and from top to bottom, in
 * an empty folder that holds {@code configs/} and {@code ./xception}:
 *
 * <ul>
 *   <li>In blocks of {@code sh} and {@code console}, each command that begins with {@code
 *       ./xception} must end with status 0.
 *   <li>{@code json config} and {@code json model} must be accepted by {@code xception summary}, in
 *       this process.
 *   <li>{@code json answer} must have the keys that the command before it answered.
 *   <li>Any other {@code json} must be JSON.
 * </ul>
 *
 * <p>{@code docs/write-a-backend.md} builds something first: {@link WriteABackendIT} runs it.
 *
 * <p>A comment above a block may say {@code <!-- test: ... -->}, with one or more of these,
 * separated by semicolons: arguments, which are put behind the block's commands to make them short;
 * {@code status N}, the status to expect; {@code needs VARIABLE}: without it in the environment the
 * block is left out, and the file is reported as skipped once the rest of it has passed.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class DocumentationIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));
  private static final Path CHECKOUT = DISTRIBUTION.getParent().getParent().getParent();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SECONDS = 300;

  @TempDir private Path folder;
  private final List<String> leftOut = new ArrayList<>();
  private String answer = "";

  static Stream<Path> files() throws IOException {
    try (Stream<Path> docs = Files.list(CHECKOUT.resolve("docs"))) {
      List<Path> pages =
          docs.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.endsWith(WriteABackendIT.GUIDE))
              .sorted()
              .toList();
      return Stream.concat(Stream.of(CHECKOUT.resolve("README.md")), pages.stream())
          .map(CHECKOUT::relativize);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void doesWhatItShows(Path file) throws Exception {
    Files.createSymbolicLink(
        folder.resolve("xception"), DISTRIBUTION.resolve("bin/xception").toAbsolutePath());
    Files.createSymbolicLink(folder.resolve("configs"), CHECKOUT.resolve("configs"));
    for (FencedBlock block : FencedBlock.of(CHECKOUT.resolve(file))) {
      String place = file + ":" + block.line();
      switch (block.language()) {
        case "sh", "console" -> runCommands(place, block);
        case "json" -> checkJson(place, block);
        default -> {}
      }
    }
    assumeTrue(leftOut.isEmpty(), () -> "left out: " + String.join(", ", leftOut));
  }

  private void runCommands(String place, FencedBlock block) throws Exception {
    StringBuilder arguments = new StringBuilder();
    int expected = 0;
    String options = ShortRun.JAVA_OPTS;
    for (String directive : block.directive().orElse("").split(";", -1)) {
      String text = directive.strip();
      if (text.startsWith("needs ")) {
        String variable = text.substring("needs ".length());
        if (System.getenv(variable) == null) {
          leftOut.add(place + " needs " + variable);
          return;
        }
        options = ""; // Decoding a thousand photos, the second compiler pays.
      } else if (text.startsWith("status ")) {
        expected = Integer.parseInt(text.substring("status ".length()));
      } else {
        arguments.append(' ').append(text);
      }
    }
    for (String command : block.commands()) {
      assertThat(run(command + arguments, options))
          .as("status of %s: %s%s", place, command, arguments)
          .isEqualTo(expected);
    }
  }

  private int run(String command, String options) throws IOException, InterruptedException {
    Path out = folder.resolve(".out");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("JAVA_OPTS", options);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    answer = Files.readString(out);
    return process.exitValue();
  }

  private void checkJson(String place, FencedBlock block) throws Exception {
    JsonNode shown = MAPPER.readTree(block.text());
    switch (block.mark().orElse("")) {
      case "config", "model" -> {
        Path file = Files.writeString(folder.resolve("shown.json"), block.text());
        assertThat(CliRun.of("summary", file.toString()).status())
            .as("status of %s", place)
            .isZero();
      }
      case "answer" ->
          assertThat(keys(shown)).as("keys of %s", place).isEqualTo(keys(MAPPER.readTree(answer)));
      default -> {}
    }
  }

  /** Returns the paths of all keys; the elements of an array share one. */
  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    collect("", node, keys);
    return keys;
  }

  private static void collect(String path, JsonNode node, Set<String> keys) {
    node.properties()
        .forEach(
            field -> {
              keys.add(path + "/" + field.getKey());
              collect(path + "/" + field.getKey(), field.getValue(), keys);
            });
    if (node.isArray()) {
      node.forEach(element -> collect(path + "/*", element, keys));
    }
  }
}
