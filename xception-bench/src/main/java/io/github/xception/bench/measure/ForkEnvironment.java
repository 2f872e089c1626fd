package io.github.xception.bench.measure;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Starts JMH's processes with more variables in their environment, for which JMH has no option of
 * its own: a profiler may put a command before Java's, and that is {@code env}.
 */
public final class ForkEnvironment implements ExternalProfiler {
  private static final String SEPARATOR = "\n";

  private final List<String> assignments;

  /**
   * Is made by JMH.
   *
   * @param text what {@link #text} has returned
   */
  public ForkEnvironment(String text) {
    assignments = Arrays.stream(text.split(SEPARATOR)).filter(each -> !each.isEmpty()).toList();
  }

  static String text(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(SEPARATOR));
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    if (assignments.isEmpty()) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(assignments);
    return command;
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {}

  @Override
  public Collection<? extends Result<?>> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    return List.of();
  }

  // If the process fails, JMH's log has the end of what it said.
  @Override
  public boolean allowPrintOut() {
    return false;
  }

  @Override
  public boolean allowPrintErr() {
    return false;
  }

  @Override
  public String getDescription() {
    return "variables in the environment";
  }
}
