package io.github.xception.data;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that has come in part, and beside it which version of the server's file it is a part of.
 *
 * @param path the part
 */
record PartialFile(Path path) {
  private Path versionPath() {
    return path.resolveSibling(path.getFileName() + ".version");
  }

  /** Returns whether the server can be asked for the rest. */
  boolean isContinuable() {
    return Files.exists(path) && Files.exists(versionPath());
  }

  /** Returns the ETag or date of the version. */
  String version() throws IOException {
    return Files.readString(versionPath()).strip();
  }

  /** Notes the version that a response tells, if it is one that is exact enough to continue by. */
  void rememberVersion(HttpHeaders headers) throws IOException {
    Optional<String> version =
        headers
            .firstValue("ETag")
            .filter(tag -> tag.startsWith("\""))
            .or(() -> headers.firstValue("Last-Modified"));
    if (version.isPresent()) {
      Files.writeString(versionPath(), version.get());
    } else {
      forgetVersion();
    }
  }

  void forgetVersion() throws IOException {
    Files.deleteIfExists(versionPath());
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
    forgetVersion();
  }
}
