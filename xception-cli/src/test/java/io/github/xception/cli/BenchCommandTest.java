package io.github.xception.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before an engine starts. */
class BenchCommandTest {
  @TempDir private Path folder;

  @Test
  void contendersHaveToBeThere() {
    CliRun.of("bench", "--backends", "pytroch")
        .refused("unknown backend 'pytroch'", "Did you mean 'pytorch'?");
    CliRun.of("bench", "--backends", "direct-pytorch")
        .refused("the others are held against a backend, and [direct-pytorch] has none");
  }

  @Test
  void numbersAreChecked() {
    CliRun.of("bench", "--rounds", "0").refused("--rounds must be at least 1, got 0");
    CliRun.of("bench", "--iterations", "0").refused("--iterations must be at least 1, got 0");
    CliRun.of("bench", "--threads", "0").refused("--threads must be at least 1, got 0");
    CliRun.of("bench", "--batch", "16,0").refused("--batch must be at least 1, got 0");
    CliRun.of("bench", "--timeout", "0").refused("--timeout must be at least 1, got 0");
    CliRun.of("bench", "--seconds", "NaN").refused("--seconds must be from 0.1 to 3600, got NaN");
    CliRun.of("bench", "--device", "tpu").refused("unknown device 'tpu'", "auto, cpu, gpu");
    CliRun.of("bench", "--precision", "fp8").refused("--precision", "fp8");
    CliRun.of("bench", "--mode", "sleeping").refused("--mode", "sleeping");
    CliRun.of("bench", "--models", "xception-minni").refused("xception-mini");
  }

  @Test
  void filesAreChecked() throws Exception {
    CliRun.of("bench", "--html", folder.toString()).refused("--html", "is a folder");
    CliRun.of("bench", "--markdown", folder.resolve("no/b.md").toString())
        .refused("--markdown", "there is no folder");
    CliRun.of("bench", "--compare", folder.resolve("old.json").toString())
        .refused("--compare", "cannot be read", "bench.json of an earlier bench");
    Path file = Files.writeString(folder.resolve("other.json"), "{}");
    CliRun.of("bench", "--compare", file.toString()).refused("holds no 'results'");
  }

  @Test
  void anAccuracyIsAShare() {
    CliRun.of("bench", "--until", "60").refused("--until is a share of the test images", "60");
    CliRun.of("bench", "--until", "0").refused("--until is a share");
    CliRun.of("bench", "--config", "xception-mini")
        .refused("--config and --set are the recipe for --until");
    CliRun.of("bench", "--until", "0.5", "--precision", "fp32,bf16")
        .refused("a training has one --precision");
  }

  @Test
  void aFolderOfImagesIsChecked() {
    CliRun.of("bench", "--data", folder.resolve("none").toString())
        .refused("--data names a folder with JPEG files", "none is none");
    CliRun.of("bench", "--data", "--html", "page.html").refused("--html are for engines");
    CliRun.of("bench", "--data", "--rounds", "0").refused("--rounds must be at least 1, got 0");
  }
}
