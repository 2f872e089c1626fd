package io.github.xception.bench.result;

import io.github.xception.bench.contender.Workload;

/**
 * Why a contender has no result, or no more results, at a workload.
 *
 * @param contender its name
 * @param workload what it was to do
 * @param kind what went wrong
 * @param reason in words
 */
public record Refusal(String contender, Workload workload, Kind kind, String reason) {
  /** What went wrong. */
  public enum Kind {
    /** It cannot start, or fails at it. */
    UNAVAILABLE,
    /** It declares not to have what the workload asks for, such as training. */
    LACKING,
    /** It computes something else, so its speed says nothing. */
    DIFFERENT,
    /** It failed while it was timed. */
    FAILED
  }
}
