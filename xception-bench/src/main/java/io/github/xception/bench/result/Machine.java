package io.github.xception.bench.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xception.api.environment.LibraryVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a bench ran.
 *
 * @param processor its name, as the system tells it
 * @param cores processors that this process may use
 * @param memoryBytes of the machine; 0 if unknown
 * @param os the operating system
 * @param java the version of the JVM
 * @param library the version of this framework
 * @param load how many threads wanted to run in the minute before; negative if unknown
 */
public record Machine(
    String processor,
    int cores,
    long memoryBytes,
    String os,
    String java,
    String library,
    double load) {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");

  /** Returns this machine. */
  public static Machine here() {
    String architecture = System.getProperty("os.arch");
    Matcher model = MODEL.matcher(read("/proc/cpuinfo"));
    Matcher memory = MEMORY.matcher(read("/proc/meminfo"));
    return new Machine(
        model.find() ? model.group(1).strip() : architecture,
        Runtime.getRuntime().availableProcessors(),
        memory.find() ? Long.parseLong(memory.group(1)) * 1024 : 0,
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + architecture,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        LibraryVersion.current(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String read(String file) {
    try {
      return new String(Files.readAllBytes(Path.of(file)), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
