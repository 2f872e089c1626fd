package io.github.xception.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads the files of a {@code .tar.gz} one after the other. What an archive unpacks to is limited,
 * and one with links or devices in it is refused.
 */
final class TarGz {
  /** More than ten times what the Flowers-17 archive takes. */
  static final Limits LIMITS = new Limits(20_000, 1 << 24, 1L << 29);

  /**
   * What is accepted.
   *
   * @param entries entries of an archive
   * @param entryBytes bytes of one file
   * @param totalBytes bytes of the unpacked archive
   */
  record Limits(int entries, int entryBytes, long totalBytes) {}

  /**
   * A plain file of an archive.
   *
   * @param name its name, as the archive has it: not to be trusted as a path
   * @param content its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(String name, byte[] content) {}

  /** Gets the files of an archive. */
  @FunctionalInterface
  interface Visitor {
    /** Takes the next file. */
    void visit(Entry entry) throws IOException;
  }

  private TarGz() {}

  /**
   * Reads an archive to its end.
   *
   * @param limits what is accepted, such as {@link #LIMITS}
   * @throws DataException if it is damaged, or unpacks to more than is accepted
   */
  static void read(Path archive, Limits limits, Visitor visitor) {
    try (InputStream file = Files.newInputStream(archive);
        InputStream unpacked =
            new Limited(new GZIPInputStream(file, 1 << 16), limits.totalBytes());
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
      int count = 0;
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        if (++count > limits.entries()) {
          throw new IOException("it has more than " + limits.entries() + " entries");
        }
        if (isPlainFile(entry)) {
          visitor.visit(new Entry(entry.getName(), content(tar, entry, limits)));
        } else if (!entry.isDirectory()) {
          throw new IOException(
              "it holds a link, a device or another special file: " + entry.getName());
        }
        entry = tar.getNextEntry();
      }
      // The checksum of the whole is behind the last entry.
      unpacked.skip(Long.MAX_VALUE);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          "cannot read the archive "
              + archive.toAbsolutePath()
              + ": "
              + e.getMessage()
              + "; if it was fetched, fetch it again",
          e);
    }
  }

  /** Whatever is of no known kind counts as a file in commons-compress. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSparse()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isBlockDevice()
        && !entry.isCharacterDevice()
        && !entry.isFIFO();
  }

  private static byte[] content(TarArchiveInputStream tar, TarArchiveEntry entry, Limits limits)
      throws IOException {
    if (entry.getSize() > limits.entryBytes()) {
      throw new IOException(
          entry.getName()
              + " has "
              + entry.getSize()
              + " bytes; at most "
              + limits.entryBytes()
              + " are accepted");
    }
    byte[] content = tar.readNBytes((int) entry.getSize());
    if (content.length != entry.getSize()) {
      throw new IOException("it ends inside " + entry.getName());
    }
    return content;
  }

  /** Refuses to give more than an archive may unpack to. */
  private static final class Limited extends FilterInputStream {
    private final long limit;
    private long count;

    Limited(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public long skip(long length) throws IOException {
      long skipped = super.skip(length);
      count(skipped);
      return skipped;
    }

    private void count(long read) throws IOException {
      count += read;
      if (count > limit) {
        throw new IOException("it unpacks to more than " + limit + " bytes");
      }
    }
  }
}
