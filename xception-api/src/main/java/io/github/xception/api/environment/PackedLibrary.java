package io.github.xception.api.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The native library of an engine: in a jar on the class path, from where it is unpacked into a
 * folder to be loaded.
 *
 * @param artifact the jar's coordinates without a version, for messages
 * @param published the platforms that the artifact is published for, as classifiers
 * @param platform the classifier for this machine
 * @param jar the jar for this platform on the class path; empty if there is none
 * @param cache what it is unpacked into
 * @param setting what names another folder, for messages
 * @param unpacked the size in bytes that each file has once it is unpacked
 */
public record PackedLibrary(
    String artifact,
    List<String> published,
    String platform,
    Optional<Path> jar,
    CacheFolder cache,
    String setting,
    Map<Path, Long> unpacked) {
  private static final long MEGABYTE = 1_000_000;

  /** Copies the collections. */
  public PackedLibrary {
    published = List.copyOf(published);
    unpacked = Map.copyOf(unpacked);
  }

  /** Returns how many bytes are still to be unpacked. */
  public long missingBytes() {
    return unpacked.entrySet().stream()
        .filter(file -> !hasSize(file.getKey(), file.getValue()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean hasSize(Path file, long size) {
    try {
      return Files.size(file) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Tells what keeps the library from being unpacked, and what to do, in a sentence without its
   * full stop; empty if nothing does.
   */
  public Optional<String> obstacle() {
    if (jar.isEmpty()) {
      return Optional.of(notThere());
    }
    if (missingBytes() == 0) {
      return Optional.empty();
    }
    return cache
        .obstacle()
        .map(why -> why + "; set " + setting + " to another folder")
        .or(() -> isTooBig() ? Optional.of(tooBig()) : Optional.empty());
  }

  private String notThere() {
    return published.contains(platform)
        ? "no "
            + artifact
            + " for "
            + platform
            + " is on the class path; add it with this classifier"
        : "there is no "
            + artifact
            + " for "
            + platform
            + ", only for "
            + String.join(", ", published)
            + "; run on one of these, or take another backend";
  }

  private boolean isTooBig() {
    OptionalLong free = cache.freeBytes();
    return free.isPresent() && free.getAsLong() < missingBytes();
  }

  private String tooBig() {
    return cache.path()
        + " has "
        + free()
        + " of free space, and the library takes "
        + missing()
        + "; free some, or set "
        + setting
        + " to another folder";
  }

  /** Tells all that is known of the library. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("platform", platform));
    facts.add(
        new Fact(
            "library",
            jar.map(Path::toString).orElse("none for " + platform + " on the class path")));
    facts.add(new Fact("cache folder", cache.path().toString()));
    facts.add(new Fact("cache writable", cache.obstacle().map(why -> "no: " + why).orElse("yes")));
    facts.add(new Fact("cache free space", free()));
    if (jar.isPresent()) {
      facts.add(new Fact("unpacked", missingBytes() == 0 ? "yes" : notYet()));
    }
    return facts;
  }

  private String notYet() {
    return "no; the first start writes "
        + missing()
        + (isTooBig() ? ", more than the free space" : "");
  }

  // Rounded so that a comparison of the two reads right.

  private String missing() {
    return -Math.floorDiv(-missingBytes(), MEGABYTE) + " MB";
  }

  private String free() {
    OptionalLong free = cache.freeBytes();
    return free.isEmpty() ? "unknown" : free.getAsLong() / MEGABYTE + " MB";
  }
}
