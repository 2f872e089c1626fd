package io.github.xception.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class OutputOptions {
  /** Answers for programs. */
  static final String JSON = "--json";

  /** Traces of errors. */
  static final String VERBOSE = "--verbose";

  @Option(
      names = JSON,
      description = "Print one JSON document on standard output, and nothing else there.")
  boolean json;

  @Option(names = VERBOSE, description = "Print the stack trace of an error too.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  OutputOptions() {}
}
