package io.github.xception.cli;

import io.github.xception.data.DataLocations;
import io.github.xception.data.Flowers17Fetcher;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches the Flowers-17 archive. */
@Command(
    name = "fetch",
    header = "Fetches the 17 Category Flowers images (60 MB) from the University of Oxford.",
    description = {
      "",
      "A transfer that breaks is continued by the next call. The data set 'flowers17' is then read",
      "from where the archive is kept, unless the environment variable "
          + DataLocations.FLOWERS17_VARIABLE,
      "names another place.",
      ""
    })
final class DataFetchCommand implements Callable<Integer> {
  private static final String ANY = "any";

  private final Console console;
  private final DataLocations locations;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to keep the archive (default: the cache folder).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--url", paramLabel = "URL", description = "Where the archive is.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--sha256",
      paramLabel = "SUM|any",
      description = "The checksum to expect, if not that of the archive known; 'any' for none.")
  private Optional<String> sha256 = Optional.empty();

  @Inject
  DataFetchCommand(Console console, DataLocations locations) {
    this.console = console;
    this.locations = locations;
  }

  @Override
  public Integer call() {
    URI from = url.map(DataFetchCommand::parse).orElse(Flowers17Fetcher.DEFAULT_URL);
    Path target = out.orElseGet(locations::fetchedFlowers17);
    Optional<String> sum =
        Optional.of(sha256.orElse(Flowers17Fetcher.DEFAULT_SHA256)).filter(s -> !s.equals(ANY));
    new Flowers17Fetcher(from, sum, new DataProgress(console)).fetch(target);
    console.answer(
        output.json
            ? Json.write(Json.object().put("file", target.toString()).put("url", from.toString()))
            : "the archive is in " + target + "\n");
    return ExitStatus.DONE;
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--url is no URL: " + e.getMessage());
    }
  }
}
