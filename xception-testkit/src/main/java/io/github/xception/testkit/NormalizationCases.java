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
        ofVectors("batch norm of vectors", norm(0.9, 0.01)),
        new CaseBuilder("two batch norms in a row", IMAGE)
            .around(
                (graph, x) ->
                    graph.add(
                        CaseBuilder.OP, norm(0.9, 1e-3), graph.add("first", norm(0.5, 1e-2), x))),
        CaseBuilder.of("batch norm by moving statistics", IMAGE, moving(true, true)),
        CaseBuilder.of("batch norm by moving statistics without scale", IMAGE, moving(false, true)),
        CaseBuilder.of("batch norm by moving statistics without both", IMAGE, moving(false, false)),
        new CaseBuilder("batch norm of one value by moving statistics", PIXEL)
            .batchSize(1)
            .around(moving(true, true)),
        ofVectors("batch norm of vectors by moving statistics", moving(true, true)),
        CaseBuilder.of("batch norm by the batch's statistics", IMAGE, byBatch(true, true)),
        CaseBuilder.of(
            "batch norm by the batch's statistics without scale", IMAGE, byBatch(false, true)),
        CaseBuilder.of(
            "batch norm by the batch's statistics without offset", IMAGE, byBatch(true, false)),
        new CaseBuilder("batch norm of one value by the batch's statistics", PIXEL)
            .batchSize(1)
            .around(byBatch(true, true)),
        ofVectors("batch norm of vectors by the batch's statistics", byBatch(true, true)));
  }

  private static NetworkCase ofVectors(String name, Op op) {
    return new CaseBuilder(name, IMAGE)
        .batchSize(6)
        .around(
            (graph, x) ->
                graph.add(CaseBuilder.OP, op, graph.add("pool", new Op.GlobalAvgPool(), x)));
  }

  private static Op.BatchNorm moving(boolean scale, boolean offset) {
    return new Op.BatchNorm(0.9, 1e-2, scale, offset, Op.BatchNorm.Statistics.ALWAYS_MOVING);
  }

  private static Op.BatchNorm byBatch(boolean scale, boolean offset) {
    return new Op.BatchNorm(0.9, 1e-2, scale, offset, Op.BatchNorm.Statistics.ALWAYS_BATCH);
  }

  private static Op.BatchNorm norm(double momentum, double epsilon) {
    return new Op.BatchNorm(momentum, epsilon, true, true);
  }
}
