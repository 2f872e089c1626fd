package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * A command run in this process.
 *
 * @param status its exit status
 * @param out its answer
 * @param err what it said along the way
 */
public record CliRun(int status, String out, String err) {

  /** Runs it. */
  public static CliRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            "xception");
    int status = Cli.run(console, arguments);
    return new CliRun(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Returns the answer, after checking that it is one JSON document and nothing else. */
  JsonNode json() throws IOException {
    return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(out);
  }

  /** Checks that the command ended with status 0. */
  public CliRun succeeded() {
    assertThat(status).as(err).isZero();
    return this;
  }

  /** Checks that the command failed with status 1, in words. */
  CliRun failed(String... said) {
    assertThat(List.of(said)).allSatisfy(words -> assertThat(err).contains(words));
    assertThat(err).doesNotContain("\tat ");
    assertThat(status).as(err).isEqualTo(1);
    return this;
  }

  /** Checks that the command was refused with status 2, in words. */
  CliRun refused(String... said) {
    assertThat(List.of(said)).allSatisfy(words -> assertThat(err).contains(words));
    assertThat(err).doesNotContain("\tat ");
    assertThat(status).as(err).isEqualTo(2);
    return this;
  }
}
