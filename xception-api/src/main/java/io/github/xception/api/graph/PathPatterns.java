package io.github.xception.api.graph;

import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.text.NearestName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Patterns of a config, held against the parameters of its network. */
final class PathPatterns {
  private static final String ANYWHERE = "**/";
  private static final String ALL_BELOW = "/**";

  private PathPatterns() {}

  /**
   * Finds patterns that cover no parameter of the network.
   *
   * @param pointer where the list of patterns is in the config
   */
  static List<Problem> uncovering(Graph graph, String pointer, List<String> patterns) {
    List<String> paths = graph.parameters().stream().map(ParameterInfo::path).toList();
    return IntStream.range(0, patterns.size())
        .filter(i -> paths.stream().noneMatch(PathPattern.of(patterns.get(i))))
        .mapToObj(i -> problem(graph, pointer + "/" + i, patterns.get(i), paths))
        .toList();
  }

  private static Problem problem(Graph graph, String at, String pattern, List<String> paths) {
    String named =
        pattern.endsWith(ALL_BELOW)
            ? pattern.substring(0, pattern.length() - ALL_BELOW.length())
            : pattern;
    return new Problem(
        at,
        "'" + pattern + "'",
        "a pattern that covers a parameter of '" + graph.name() + "', as summary names them",
        NearestName.of(named, candidates(paths)));
  }

  /** Returns all parameters, layers and blocks, and the names that end a path anywhere. */
  private static Set<String> candidates(List<String> paths) {
    Set<String> candidates = new LinkedHashSet<>();
    for (String path : paths) {
      for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
        candidates.add(path.substring(0, end));
      }
      candidates.add(path);
      candidates.add(ANYWHERE + path.substring(path.lastIndexOf('/') + 1));
    }
    return candidates;
  }
}
