package io.github.xception.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before an engine starts. */
class ParityCommandTest {
  @TempDir private Path folder;

  @Test
  void itTakesTwoEngines() {
    CliRun.of("parity", "--backends", "reference").refused("takes two engines", "[reference]");
    CliRun.of("parity", "--backends", "reference,reference").refused("takes two engines");
    CliRun.of("parity", "--backends", "reference,pytroch")
        .refused("unknown backend 'pytroch'", "Did you mean 'pytorch'?");
    CliRun.of("parity", "--backends", "pytorch,reference", "--against", "refrence")
        .refused("unknown backend 'refrence'");
  }

  @Test
  void numbersAreChecked() {
    CliRun.of("parity", "--images", "0").refused("--images must be at least 1, got 0");
    CliRun.of("parity", "--steps", "-1").refused("--steps must be at least 0, got -1");
    CliRun.of("parity", "--batch", "0").refused("--batch must be at least 1, got 0");
    CliRun.of("parity", "--timeout", "0").refused("--timeout must be at least 1, got 0");
    CliRun.of("parity", "--tolerance", "NaN").refused("--tolerance must be a number from 0");
    CliRun.of("parity", "--training-tolerance", "-1").refused("--training-tolerance must be");
  }

  @Test
  void moreImagesThanThereAreIsBadUsage() throws Exception {
    CliRun.of("parity", "--config", Tiny.config(folder), "--images", "25")
        .refused("--images 25: there are only 24 images");
  }

  @Test
  void thePlaceOfThePageIsChecked() {
    CliRun.of("parity", "--html", folder.toString()).refused("--html", "is a folder");
    CliRun.of("parity", "--html", folder.resolve("no/r.html").toString())
        .refused("there is no folder");
  }

  @Test
  void aRunHasItsConfig() {
    CliRun.of("parity", "--model", folder.toString(), "--config", "xception-mini")
        .refused("--config does not go with it");
  }
}
