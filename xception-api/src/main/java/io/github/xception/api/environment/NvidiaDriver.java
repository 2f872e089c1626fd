package io.github.xception.api.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The NVIDIA driver of this machine and the GPUs that it has, whatever an engine sees of them. */
public final class NvidiaDriver {
  private static final Path PROC = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile("\\b(\\d{3,}\\.\\d+(?:\\.\\d+)?)\\b");
  private static final List<String> QUERY =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,compute_cap,memory.total,driver_version,name",
          "--format=csv,noheader");
  private static final int COLUMNS = 5;
  private static final long SECONDS = 20;

  private NvidiaDriver() {}

  /** Returns the version of the kernel's driver, or {@code none} and why. */
  public static String version() {
    try {
      return version(Files.readString(PROC));
    } catch (IOException e) {
      return "none: there is no " + PROC;
    }
  }

  /** Reads the version from what the driver says of itself. */
  static String version(String text) {
    Matcher matcher = VERSION.matcher(text);
    return matcher.find() ? matcher.group(1) : text.strip();
  }

  /**
   * Tells the driver's version and its GPUs. These are asked of {@code nvidia-smi}, which comes
   * with the driver; where it cannot be run, they are not told.
   */
  public static List<Fact> facts() {
    List<Fact> gpus = gpus(answerOf(QUERY));
    String version = version();
    // In some virtual machines the driver is the host's, and only the tool knows it.
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "NVIDIA driver",
            gpus.isEmpty() || !version.startsWith("none") ? version : "of the host"));
    facts.addAll(gpus);
    return facts;
  }

  /** Reads the tool's answer; lines of another form are left out. */
  static List<Fact> gpus(String answer) {
    return answer
        .lines()
        .map(line -> line.split(",", COLUMNS))
        .filter(columns -> columns.length == COLUMNS && columns[0].strip().matches("\\d+"))
        .map(
            columns ->
                new Fact(
                    "NVIDIA GPU " + columns[0].strip(),
                    columns[4].strip()
                        + ", compute capability "
                        + columns[1].strip()
                        + ", "
                        + columns[2].strip()
                        + ", driver "
                        + columns[3].strip()))
        .toList();
  }

  private static String answerOf(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // Its few lines fit into the pipe, so that it ends without being read.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.exitValue() == 0 ? answer : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
