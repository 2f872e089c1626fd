package io.github.xception.data;

import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Fetches the Flowers-17 archive over HTTP. A transfer that breaks is continued where it broke, now
 * or by the next call, as long as the server still has the same file. The archive gets its name
 * only when it is whole and its checksum is right.
 */
public final class Flowers17Fetcher {
  /** Where the Visual Geometry Group of the University of Oxford offers the archive. */
  public static final URI DEFAULT_URL =
      URI.create("https://www.robots.ox.ac.uk/~vgg/data/flowers/17/17flowers.tgz");

  /**
   * SHA-256 of the archive this project was made with, of 60,253,768 bytes. An archive that was
   * packed anew holds the same images under another checksum; then give that one.
   */
  public static final String DEFAULT_SHA256 =
      "f22c57efc195d8b18989822466a29b5b8f12e7b69e4762e32c06fd43cf03d8b0";

  private static final long MAX_BYTES = 1L << 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI url;
  private final Optional<String> sha256;
  private final ProgressListener listener;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Makes a fetcher.
   *
   * @param url where the archive is
   * @param sha256 the checksum it must have, in hexadecimal; absent: any, for the one who trusts
   *     the place
   * @param listener hears how many bytes have come
   */
  public Flowers17Fetcher(URI url, Optional<String> sha256, ProgressListener listener) {
    this(url, sha256, listener, PATIENCE);
  }

  Flowers17Fetcher(URI url, Optional<String> sha256, ProgressListener listener, Duration patience) {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new DataException("expected a URL of http or https, got " + url);
    }
    this.url = url;
    this.sha256 = sha256.map(sum -> sum.toLowerCase(Locale.ROOT));
    this.listener = listener;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches the archive, unless it is there already.
   *
   * @param target the file to make, such as {@link DataLocations#fetchedFlowers17()}; its folder is
   *     made too
   * @throws DataException if it cannot be fetched, is not what the checksum says, or somebody else
   *     is fetching it
   */
  public void fetch(Path target) {
    try {
      Path absolute = target.toAbsolutePath();
      Files.createDirectories(absolute.resolveSibling("."));
      if (Files.exists(absolute) && isRight(absolute)) {
        return;
      }
      PartialFile partial =
          new PartialFile(absolute.resolveSibling(absolute.getFileName() + ".part"));
      try (FileChannel channel =
              FileChannel.open(
                  partial.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        transfer(channel, partial);
        channel.force(true);
        check(partial);
        Files.move(
            partial.path(),
            absolute,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        partial.forgetVersion();
        DurableFiles.forceDirectory(absolute.resolveSibling(".").normalize());
      }
    } catch (IOException e) {
      throw new DataException("cannot fetch " + url + " to " + target + ": " + e, e);
    }
  }

  private boolean isRight(Path file) throws IOException {
    return sha256.isEmpty() || sha256.get().equals(Sha256.of(file));
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // This process holds it already.
    }
    throw new DataException("the archive is being fetched already; wait for that to end");
  }

  /** Gets the rest of the file, again and again as long as each time brings something. */
  private void transfer(FileChannel channel, PartialFile partial) throws IOException {
    while (true) {
      long before = partial.isContinuable() ? channel.size() : 0;
      channel.truncate(before);
      channel.position(before);
      try {
        receive(request(before, partial), channel, partial);
        return;
      } catch (IOException e) {
        if (channel.size() <= before) {
          throw new IOException(
              (channel.size() == 0 ? "" : "after " + channel.size() + " bytes, which are kept: ")
                  + e.getMessage(),
              e);
        }
      }
    }
  }

  private HttpRequest request(long from, PartialFile partial) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience).GET();
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-").header("If-Range", partial.version());
    }
    return request.build();
  }

  private void receive(HttpRequest request, FileChannel channel, PartialFile partial)
      throws IOException {
    HttpResponse<InputStream> response = send(request);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> {
          // The whole, because that was asked for, or the server has another version by now.
          channel.truncate(0);
          partial.rememberVersion(response.headers());
        }
        case 206 -> {
          long start = ContentRange.of(response.headers()).start();
          if (start != channel.size()) {
            throw new DataException(
                "the server sent bytes from " + start + " instead of " + channel.size());
          }
        }
        case 416 -> {
          if (request.headers().firstValue("Range").isEmpty()) {
            throw new DataException("cannot fetch " + url + ": the server answered 416");
          }
          // What is here is not a beginning of what is there.
          partial.forgetVersion();
          receive(request(0, partial), channel, partial);
          return;
        }
        default ->
            throw new DataException(
                "cannot fetch " + url + ": the server answered " + response.statusCode());
      }
      long total = total(response);
      copy(body, channel, total);
      if (total > 0 && channel.size() != total) {
        throw new IOException("the connection ended at " + channel.size() + " of " + total);
      }
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted while fetching");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private static long total(HttpResponse<?> response) {
    return response.statusCode() == 206
        ? ContentRange.of(response.headers()).total()
        : response.headers().firstValueAsLong("Content-Length").orElse(0);
  }

  private void copy(InputStream body, FileChannel channel, long total) throws IOException {
    byte[] buffer = new byte[1 << 16];
    OutputStream out = Channels.newOutputStream(channel);
    channel.position(channel.size());
    try (StallGuard guard = new StallGuard(body, patience)) {
      while (true) {
        int read = read(body, buffer, guard);
        if (read < 0) {
          return;
        }
        guard.sawProgress();
        out.write(buffer, 0, read);
        if (channel.size() > MAX_BYTES) {
          throw new DataException(url + " is larger than " + MAX_BYTES + " bytes; it is refused");
        }
        listener.progress("fetching 17flowers.tgz", channel.size(), total);
      }
    }
  }

  private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      if (guard.hasStalled()) {
        throw new IOException("nothing came for " + patience.toSeconds() + " seconds", e);
      }
      throw e;
    }
  }

  private void check(PartialFile partial) throws IOException {
    String actual = Sha256.of(partial.path());
    if (sha256.isPresent() && !sha256.get().equals(actual)) {
      long size = Files.size(partial.path());
      partial.delete();
      throw new DataException(
          "what came from "
              + url
              + " ("
              + size
              + " bytes) has the SHA-256 "
              + actual
              + ", expected "
              + sha256.get()
              + "; it was thrown away. If it is meant to be another archive, give its checksum");
    }
  }
}
