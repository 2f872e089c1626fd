package io.github.xception.testkit;

import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import java.util.stream.Stream;

/** Batch normalizations at the edges: few values, no variance, a mean far from zero. */
final class NormalizationCases {
  private static final Shape IMAGE = Shape.of(5, 4, 3);
  private static final Shape PIXEL = Shape.of(1, 1, 3);

  private NormalizationCases() {}

  static Stream<NetworkCase> all() {
    return Stream.of(
        CaseBuilder.of("batch norm", IMAGE, norm(0.9, 1e-3)),
        CaseBuilder.of("batch norm without scale", IMAGE, new Op.BatchNorm(0.9, 1e-3, false, true)),
        CaseBuilder.of(
            "batch norm without offset", IMAGE, new Op.BatchNorm(0.9, 1e-3, true, false)),
        CaseBuilder.of("batch norm without both", IMAGE, new Op.BatchNorm(0.9, 1e-3, false, false)),
        CaseBuilder.of("batch norm of momentum 0.99, epsilon 1e-5", IMAGE, norm(0.99, 1e-5)),
        CaseBuilder.of("batch norm of momentum 0", IMAGE, norm(0, 1e-3)),
        CaseBuilder.of("batch norm of large epsilon", IMAGE, norm(0.9, 0.5)),
        // With two values the normalized ones are near 1 and -1 whatever the values are; a large
        // epsilon keeps the gradient away from zero.
        new CaseBuilder("batch norm of two values", PIXEL).batchSize(2).around(norm(0.9, 0.5)),
        new CaseBuilder("batch norm of three values", PIXEL).batchSize(3).around(norm(0.9, 0.1)),
        new CaseBuilder("batch norm of one value", PIXEL).batchSize(1).around(norm(0.9, 0.1)),
        new CaseBuilder("batch norm of one image", IMAGE).batchSize(1).around(norm(0.9, 1e-3)),
        // The values themselves have lost digits to the mean.
        new CaseBuilder("batch norm of big mean and small variance", IMAGE)
            .shifted(60)
            .slack(30)
            .around(norm(0.9, 1e-3)),
        new CaseBuilder("batch norm of equal values", IMAGE)
            .shifted(-30)
            .around(
                (graph, x) ->
                    graph.add(
                        CaseBuilder.OP, norm(0.9, 1e-3), graph.add("relu", new Op.Relu(), x))),
        new CaseBuilder("batch norm of vectors", IMAGE)
            .batchSize(6)
            .around(
                (graph, x) ->
                    graph.add(
                        CaseBuilder.OP,
                        norm(0.9, 0.01),
                        graph.add("pool", new Op.GlobalAvgPool(), x))),
        new CaseBuilder("two batch norms in a row", IMAGE)
            .around(
                (graph, x) ->
                    graph.add(
                        CaseBuilder.OP, norm(0.9, 1e-3), graph.add("first", norm(0.5, 1e-2), x))));
  }

  private static Op.BatchNorm norm(double momentum, double epsilon) {
    return new Op.BatchNorm(momentum, epsilon, true, true);
  }
}
