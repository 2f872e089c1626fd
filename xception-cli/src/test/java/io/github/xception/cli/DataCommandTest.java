package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void drawnImagesAreADataSet() throws Exception {
    String out = folder.resolve("drawn").toString();
    JsonNode drawn =
        CliRun.of(
                "data",
                "sample",
                "--out",
                out,
                "--classes",
                "3",
                "--per-class",
                "5",
                "--size",
                "16",
                "--json")
            .succeeded()
            .json();
    assertThat(drawn.get("images").intValue()).isEqualTo(15);
    assertThat(drawn.get("directory").textValue()).isEqualTo(out);

    JsonNode checked = CliRun.of("data", "check", "--data", out, "--json").succeeded().json();
    assertThat(checked.get("images").intValue()).isEqualTo(15);
    assertThat(checked.get("classes")).hasSize(3);
    assertThat(checked.at("/classes/0/train").intValue()).isEqualTo(4);
    assertThat(checked.at("/classes/0/test").intValue()).isEqualTo(1);
    assertThat(checked.at("/classes/0/validation").intValue()).isZero();
    assertThat(checked.get("leaks")).isEmpty();
    assertThat(checked.get("badFiles")).isEmpty();

    JsonNode split = CliRun.of("data", "split", "--data", out, "--json").succeeded().json();
    assertThat(split.get("sha256")).isEqualTo(checked.at("/split/sha256"));
    assertThat(split.get("images")).hasSize(15);
    assertThat(split.at("/images/0/label").textValue()).isEqualTo("buttercup");
    assertThat(split.findValuesAsText("part")).containsOnly("train", "test").contains("test");
  }

  @Test
  void theSplitFollowsItsSettings() throws Exception {
    String few = "data.source.sample.perClass=8";
    JsonNode one = CliRun.of("data", "check", "--json", "--set", few).succeeded().json();
    JsonNode other =
        CliRun.of("data", "check", "--json", "--set", few, "--set", "data.split.seed=1")
            .succeeded()
            .json();

    assertThat(one.at("/split/sha256")).isNotEqualTo(other.at("/split/sha256"));
  }

  @Test
  void imagesToChooseByAreAPartOfTheirOwn() throws Exception {
    String few = "data.source.sample.perClass=10";
    String share = "data.split.validationFraction=0.25";
    String[] options = {"--json", "--set", few, "--set", share};
    JsonNode checked = CliRun.of(with("check", options)).succeeded().json();
    assertThat(checked.at("/classes/0/train").intValue()).isEqualTo(6);
    assertThat(checked.at("/classes/0/validation").intValue()).isEqualTo(2);
    assertThat(checked.at("/classes/0/test").intValue()).isEqualTo(2);
    JsonNode split = CliRun.of(with("split", options)).succeeded().json();
    assertThat(split.findValuesAsText("part")).containsOnly("train", "validation", "test");
  }

  private static String[] with(String command, String... options) {
    return Stream.concat(Stream.of("data", command), Stream.of(options)).toArray(String[]::new);
  }

  @Test
  void anImageInTwoPartsIsNamed() throws Exception {
    Path out = folder.resolve("drawn");
    CliRun.of("data", "sample", "--out", out.toString(), "--size", "16").succeeded();
    JsonNode split = CliRun.of("data", "split", "--data", out.toString(), "--json").json();
    String trained = first(split, "train");
    String heldOut = first(split, "test");
    Files.copy(out.resolve(trained), out.resolve(heldOut), StandardCopyOption.REPLACE_EXISTING);

    JsonNode checked =
        CliRun.of("data", "check", "--data", out.toString(), "--json").succeeded().json();
    assertThat(checked.get("leaks")).hasSize(1);
    assertThat(checked.at("/leaks/0/name").textValue()).isEqualTo(heldOut);
    assertThat(checked.at("/leaks/0/same").textValue()).isEqualTo(trained);
    assertThat(CliRun.of("data", "check", "--data", out.toString()).succeeded().out())
        .contains("in two parts: " + heldOut + " is " + trained + ", pixel for pixel");
  }

  private static String first(JsonNode split, String part) {
    return StreamSupport.stream(split.get("images").spliterator(), false)
        .filter(image -> image.get("part").textValue().equals(part))
        .findFirst()
        .orElseThrow()
        .get("name")
        .textValue();
  }

  @Test
  void badFilesAreNamedAndTheStatusIsOne() throws Exception {
    Path out = folder.resolve("drawn");
    CliRun.of("data", "sample", "--out", out.toString(), "--size", "16").succeeded();
    Files.writeString(out.resolve("daisy/bad.png"), "this is no image");

    CliRun text = CliRun.of("data", "check", "--data", out.toString()).failed();
    assertThat(text.out()).contains("cannot be used: daisy/bad.png: ").containsPattern("daisy +8 ");
    JsonNode answer = CliRun.of("data", "check", "--data", out.toString(), "--json").json();
    assertThat(answer.at("/badFiles/0/name").textValue()).isEqualTo("daisy/bad.png");
    assertThat(answer.at("/badFiles/0/reason").textValue()).isNotBlank();
  }

  @Test
  void drawsNothingThatIsOutOfRange() {
    CliRun.of("data", "sample", "--out", folder.resolve("none").toString(), "--classes", "0")
        .refused("classes", "got 0");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void drawsIntoNoFolderThatHoldsSomething() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "");

    CliRun.of("data", "sample", "--out", folder.toString()).failed(folder.toString());
  }

  @Test
  void fetchesAnArchiveOnce() throws Exception {
    byte[] archive = {1, 2, 3};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/flowers.tgz",
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/flowers.tgz";
      Path file = folder.resolve("cache/flowers.tgz");

      CliRun.of("data", "fetch", "--url", url, "--out", file.toString())
          .failed("SHA-256", "thrown away");
      assertThat(file).doesNotExist();

      JsonNode answer =
          CliRun.of(
                  "data",
                  "fetch",
                  "--url",
                  url,
                  "--sha256",
                  "any",
                  "--out",
                  file.toString(),
                  "--json")
              .succeeded()
              .json();
      assertThat(file).hasBinaryContent(archive);
      assertThat(answer.get("file").textValue()).isEqualTo(file.toString());
      assertThat(answer.get("url").textValue()).isEqualTo(url);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aUrlThatIsNoneIsRefused() {
    CliRun.of("data", "fetch", "--url", "not a url").refused("--url");
    CliRun.of("data", "fetch", "--url", "ftp://example.org/x").failed("http or https");
  }
}
