package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class Flowers17FetcherTest {
  private static final int SIZE = 300_000;

  @TempDir Path temp;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer http;
  private Server server;

  /** What the server does; each test sets what it wants. */
  private class Server {
    volatile byte[] content = content(1);
    volatile String etag = "\"one\"";

    /** After how many bytes of each answer the connection breaks. */
    volatile int breakAfter = Integer.MAX_VALUE;

    volatile boolean knowsRanges = true;
    volatile int status = 200;

    void handle(HttpExchange exchange) throws IOException {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
      requests.add(range == null ? "all" : range + " if " + ifRange);
      if (!etag.isEmpty()) {
        exchange.getResponseHeaders().set("ETag", etag);
      }
      try (exchange) {
        if (status != 200) {
          exchange.sendResponseHeaders(status, -1);
        } else if (range != null && knowsRanges && etag.equals(ifRange)) {
          int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
          if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
          }
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Range",
                  "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
          send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
        } else {
          send(exchange, 200, content);
        }
      }
    }

    private void send(HttpExchange exchange, int code, byte[] bytes) throws IOException {
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes, 0, Math.min(bytes.length, breakAfter));
      // Closing before all is sent breaks the connection.
    }
  }

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server = new Server();
    http.createContext("/17flowers.tgz", exchange -> server.handle(exchange));
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private static byte[] content(long seed) {
    byte[] content = new byte[SIZE];
    new Random(seed).nextBytes(content);
    return content;
  }

  private String sum(byte[] content) throws IOException {
    Path file = Files.write(temp.resolve("sum"), content);
    String sum = Sha256.of(file);
    Files.delete(file);
    return sum;
  }

  private Path target() {
    return temp.resolve("cache/17flowers.tgz");
  }

  private URI url() {
    return URI.create(
        "http://"
            + http.getAddress().getHostString()
            + ":"
            + http.getAddress().getPort()
            + "/17flowers.tgz");
  }

  private void fetch(byte[] expected) throws IOException {
    new Flowers17Fetcher(url(), Optional.of(sum(expected)), ProgressListener.NONE).fetch(target());
  }

  private void assertWhole(byte[] content) throws IOException {
    assertThat(target()).hasBinaryContent(content);
    try (var files = Files.list(target().getParent())) {
      assertThat(files).containsExactly(target());
    }
  }

  @Test
  void fetchesOnce() throws IOException {
    fetch(server.content);
    fetch(server.content);
    assertWhole(server.content);
    assertThat(requests).containsExactly("all");
  }

  @Test
  void continuesWhereTheConnectionBroke() throws IOException {
    server.breakAfter = 130_000;
    fetch(server.content);
    assertWhole(server.content);
    assertThat(requests).hasSize(3).startsWith("all");
    assertThat(requests.subList(1, 3)).allMatch(request -> request.endsWith("- if \"one\""));
  }

  @Test
  void givesUpWhenNothingComesAndContinuesInTheNextCall() throws IOException {
    server.breakAfter = 100_000;
    byte[] all = server.content;
    // The second answer breaks at once.
    Server first = server;
    server =
        new Server() {
          @Override
          void handle(HttpExchange exchange) throws IOException {
            if (!requests.isEmpty()) {
              first.breakAfter = 0;
            }
            first.handle(exchange);
          }
        };
    assertThatThrownBy(() -> fetch(all))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bytes, which are kept");
    assertThat(target()).doesNotExist();
    server = first;
    server.breakAfter = Integer.MAX_VALUE;
    fetch(all);
    assertWhole(all);
    assertThat(requests.get(requests.size() - 1)).startsWith("bytes=");
  }

  @Test
  void beginsAnewWhereTheServerHasAnotherVersion() throws IOException {
    leavePart();
    server.content = content(2);
    server.etag = "\"two\"";
    fetch(server.content);
    assertWhole(server.content);
    assertThat(requests.get(requests.size() - 1)).endsWith("if \"one\"");
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoRanges() throws IOException {
    leavePart();
    server.knowsRanges = false;
    fetch(server.content);
    assertWhole(server.content);
  }

  @Test
  void beginsAnewWhereThePartIsTooLong() throws IOException {
    leavePart();
    server.content = Arrays.copyOf(server.content, 10);
    fetch(server.content);
    assertWhole(server.content);
    assertThat(requests.subList(requests.size() - 2, requests.size()))
        .satisfiesExactly(
            last -> assertThat(last).startsWith("bytes="),
            last -> assertThat(last).isEqualTo("all"));
  }

  @Test
  void beginsAnewWithoutAVersionToContinueBy() throws IOException {
    server.etag = "";
    leavePart();
    fetch(server.content);
    assertWhole(server.content);
    assertThat(requests).containsOnly("all");
  }

  /** Leaves a part of the archive behind, as a call does that was killed. */
  private void leavePart() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("17flowers.tgz.part"), Arrays.copyOf(server.content, 1000));
    if (!server.etag.isEmpty()) {
      Files.writeString(target().resolveSibling("17flowers.tgz.part.version"), server.etag);
    }
  }

  @Test
  void throwsAwayWhatHasAnotherChecksum() throws IOException {
    byte[] other = content(3);
    assertThatThrownBy(() -> fetch(other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "has the SHA-256 " + sum(server.content) + ", expected " + sum(other));
    try (var files = Files.list(target().getParent())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void replacesAnArchiveOfAnotherChecksum() throws IOException {
    Files.createDirectories(target().getParent());
    Files.writeString(target(), "not it");
    fetch(server.content);
    assertWhole(server.content);
  }

  @Test
  void saysWhatTheServerAnswered() {
    server.status = 404;
    assertThatThrownBy(() -> fetch(server.content))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the server answered 404");
  }

  @Test
  void saysThatNobodyAnswers() {
    http.stop(0);
    assertThatThrownBy(() -> fetch(server.content))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot fetch http://");
  }

  @Test
  @Timeout(60)
  void givesUpOnAServerThatFallsSilent() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    byte[] all = server.content;
    server =
        new Server() {
          @Override
          void handle(HttpExchange exchange) throws IOException {
            requests.add("silence");
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().flush();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Flowers17Fetcher impatient =
        new Flowers17Fetcher(
            url(), Optional.empty(), ProgressListener.NONE, Duration.ofMillis(200));
    assertThatThrownBy(() -> impatient.fetch(target()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nothing came for");
    end.countDown();
    assertThat(requests).containsExactly("silence");
  }

  @Test
  void refusesOtherSchemes() {
    assertThatThrownBy(
            () ->
                new Flowers17Fetcher(
                    URI.create("file:///etc/passwd"), Optional.empty(), ProgressListener.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage("expected a URL of http or https, got file:///etc/passwd");
  }
}
