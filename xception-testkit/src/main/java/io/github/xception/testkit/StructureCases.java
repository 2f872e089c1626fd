package io.github.xception.testkit;

import static io.github.xception.testkit.CaseBuilder.OP;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Sums, values that are read more than once, vectors, activations and dropout. */
final class StructureCases {
  private static final Shape IMAGE = Shape.of(5, 7, 4);
  private static final Op ADD = new Op.Add();
  private static final Op RELU = new Op.Relu();
  private static final Op FLATTEN = new Op.Flatten();
  private static final Op POOL = new Op.GlobalAvgPool();

  private StructureCases() {}

  static Stream<NetworkCase> all() {
    return Stream.of(sums(), vectors(), dropouts()).flatMap(List::stream);
  }

  private static List<NetworkCase> sums() {
    return List.of(
        new CaseBuilder("add of two branches", IMAGE)
            .around((g, x) -> g.add(OP, ADD, conv(g, "left", x), conv(g, "right", x))),
        new CaseBuilder("add of a value and what was made from it", IMAGE)
            .around((g, x) -> g.add(OP, ADD, conv(g, "main", g.add("relu", RELU, x)), x)),
        new CaseBuilder("add of one value with itself", IMAGE)
            .around((g, x) -> g.add(OP, ADD, x, x)),
        new CaseBuilder("add of one value with itself, twice", IMAGE)
            .around(
                (g, x) -> {
                  int twice = g.add("twice", ADD, x, x);
                  return g.add(OP, ADD, twice, twice);
                }),
        new CaseBuilder("value that three read", IMAGE).around(StructureCases::threeReaders),
        new CaseBuilder("relu that two read", IMAGE)
            .around(
                (g, x) -> {
                  int relu = g.add("relu", RELU, x);
                  return g.add(OP, ADD, conv(g, "left", relu), relu);
                }),
        new CaseBuilder("images that two read", IMAGE)
            .around(
                (g, x) ->
                    g.add(OP, ADD, x, g.add("second", CaseBuilder.pointwise(4), Graph.INPUT))));
  }

  private static int threeReaders(GraphBuilder graph, int x) {
    int first = conv(graph, "first", x);
    int second = graph.add("second", RELU, x);
    int sum = graph.add("sum", ADD, first, second);
    return graph.add(OP, ADD, sum, x);
  }

  private static List<NetworkCase> vectors() {
    return List.of(
        CaseBuilder.of("relu", IMAGE, RELU),
        new CaseBuilder("relu of zeros", IMAGE).wholeNumbers().around(RELU),
        CaseBuilder.of("flatten of height, width, channels", IMAGE, FLATTEN),
        new CaseBuilder("dense", IMAGE)
            .around((g, x) -> g.add(OP, new Op.Dense(6, true), g.add("pool", POOL, x))),
        new CaseBuilder("dense without bias", IMAGE)
            .around((g, x) -> g.add(OP, new Op.Dense(6, false), g.add("pool", POOL, x))),
        new CaseBuilder("dense of one unit", IMAGE)
            .around((g, x) -> g.add(OP, new Op.Dense(1, true), g.add("pool", POOL, x))),
        new CaseBuilder("relu of a vector", IMAGE)
            .around((g, x) -> g.add(OP, RELU, g.add("pool", POOL, x))),
        new CaseBuilder("add of vectors", IMAGE)
            .around(
                (g, x) -> {
                  int pooled = g.add("pool", POOL, x);
                  return g.add(OP, ADD, g.add("dense", new Op.Dense(4, true), pooled), pooled);
                }),
        new CaseBuilder("softmax", IMAGE).endingWith(StructureCases::softmax),
        // Sums of whole numbers: logits of hundreds, the same on every engine.
        new CaseBuilder("softmax of large logits", IMAGE)
            .wholeNumbers()
            .weight("dense/kernel", TestData.whole("large logits", Shape.of(140, 5), -20, 20))
            .weight("dense/bias", TestData.constant(Shape.of(5), 3))
            .endingWith(StructureCases::softmax));
  }

  private static int softmax(GraphBuilder graph, int x) {
    int vector = graph.add("flatten", FLATTEN, x);
    return graph.add(OP, new Op.Softmax(), graph.add("dense", new Op.Dense(5, true), vector));
  }

  private static List<NetworkCase> dropouts() {
    return List.of(
        new CaseBuilder("dropout of a vector", IMAGE)
            .around((g, x) -> g.add(OP, new Op.Dropout(0.5), g.add("flatten", FLATTEN, x))),
        CaseBuilder.of("dropout of an image", IMAGE, new Op.Dropout(0.8)),
        CaseBuilder.of("dropout that keeps all", IMAGE, new Op.Dropout(1)),
        new CaseBuilder("two dropouts of one value", IMAGE)
            .around(
                (g, x) ->
                    g.add(
                        OP,
                        ADD,
                        g.add("left", new Op.Dropout(0.5), x),
                        g.add("right", new Op.Dropout(0.5), x))));
  }

  private static int conv(GraphBuilder graph, String path, int x) {
    Op op = new Op.Conv2d(Windows.same(graph.shape(x), 3, 1), 1, graph.shape(x).dim(2), false);
    return graph.add(path, op, x);
  }
}
