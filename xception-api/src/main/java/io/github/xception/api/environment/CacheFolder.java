package io.github.xception.api.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A folder that an engine unpacks its native library into. It need not exist; nothing is written.
 *
 * @param path where it is
 */
public record CacheFolder(Path path) {
  /** Makes the path absolute. */
  public CacheFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Tells why nothing can be written there; empty if something can. */
  public Optional<String> obstacle() {
    Path existing = nearestExisting();
    if (existing == null) {
      return Optional.of(path + " cannot be made: there is no " + path.getRoot());
    }
    if (existing.equals(path)) {
      if (!Files.isDirectory(path)) {
        return Optional.of(path + " is not a folder");
      }
      return Files.isWritable(path) ? Optional.empty() : Optional.of(path + " cannot be written");
    }
    if (!Files.isDirectory(existing)) {
      return Optional.of(path + " cannot be made: " + existing + " is not a folder");
    }
    return Files.isWritable(existing)
        ? Optional.empty()
        : Optional.of(path + " cannot be made: " + existing + " cannot be written");
  }

  /** Returns how many bytes can still be written there; empty if the system does not tell. */
  public OptionalLong freeBytes() {
    Path existing = nearestExisting();
    if (existing == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Files.getFileStore(existing).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private @Nullable Path nearestExisting() {
    Path candidate = path;
    while (candidate != null && !Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
      candidate = candidate.getParent();
    }
    return candidate;
  }
}
