package io.github.xception.testkit;

import static io.github.xception.testkit.Windows.same;
import static io.github.xception.testkit.Windows.valid;

import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Poolings at the edges: odd and even sizes, padding that must not count, ties. */
final class PoolingCases {
  private static final Shape EVEN = Shape.of(8, 6, 4);
  private static final Shape ODD = Shape.of(7, 9, 4);

  private PoolingCases() {}

  static Stream<NetworkCase> all() {
    return Stream.of(windows(), maxima(), global()).flatMap(List::stream);
  }

  /** Returns both poolings over the same windows. */
  private static List<NetworkCase> windows() {
    List<NetworkCase> cases = new ArrayList<>();
    both(cases, "2x2 stride 2, even size", EVEN, valid(2, 2));
    both(cases, "2x2 stride 2, last column unused", ODD, valid(2, 2));
    both(cases, "2x2 stride 2 same, odd size", ODD, same(ODD, 2, 2));
    both(cases, "3x3 same", ODD, same(ODD, 3, 1));
    both(cases, "3x3 stride 2 valid", EVEN, valid(3, 2));
    both(cases, "3x3 stride 2 same, odd size", ODD, same(ODD, 3, 2));
    both(cases, "3x3 stride 2 same, even size", EVEN, same(EVEN, 3, 2));
    both(cases, "3x3 stride 3 same", EVEN, same(EVEN, 3, 3));
    both(cases, "3x3 stride 1 over 5x5", Shape.of(5, 5, 4), same(Shape.of(5, 5, 4), 3, 1));
    both(cases, "1x1 stride 2", ODD, valid(1, 2));
    both(cases, "2x3 same", ODD, same(ODD, 2, 3, 1));
    both(cases, "3x2 stride 2 same", EVEN, same(EVEN, 3, 2, 2));
    both(
        cases,
        "padded on all sides differently",
        ODD,
        new Window(3, 3, 2, new Padding(2, 0, 1, 2)));
    both(cases, "as large as its input", Shape.of(5, 5, 4), valid(5, 5));
    Shape xception = Shape.of(74, 74, 1);
    both(cases, "3x3 stride 2 same, 74 to 37", xception, same(xception, 3, 2));
    Shape ten = Shape.of(10, 10, 4);
    both(cases, "3x3 stride 2 same, 10 to 5", ten, same(ten, 3, 2));
    return cases;
  }

  private static List<NetworkCase> maxima() {
    Op padded = new Op.MaxPool(same(EVEN, 3, 2));
    return List.of(
        new CaseBuilder("max pool of negative values with padding", EVEN)
            .shifted(-20)
            .around(padded),
        new CaseBuilder("max pool of equal values", ODD)
            .wholeNumbers()
            .around(new Op.MaxPool(same(ODD, 3, 2))),
        new CaseBuilder("max pool of overlapping windows of equal values", ODD)
            .wholeNumbers()
            .around(new Op.MaxPool(same(ODD, 3, 1))),
        new CaseBuilder("average pool of large values with padding", EVEN)
            .shifted(20)
            .around(new Op.AvgPool(same(EVEN, 3, 2))));
  }

  private static List<NetworkCase> global() {
    return List.of(
        CaseBuilder.of("global average pool", ODD, new Op.GlobalAvgPool()),
        CaseBuilder.of(
            "global average pool of one pixel", Shape.of(1, 1, 4), new Op.GlobalAvgPool()),
        new CaseBuilder("global average pool as logits", ODD)
            .endingWith((graph, x) -> graph.add(CaseBuilder.OP, new Op.GlobalAvgPool(), x)));
  }

  private static void both(List<NetworkCase> cases, String name, Shape input, Window window) {
    cases.add(CaseBuilder.of("max pool " + name, input, new Op.MaxPool(window)));
    cases.add(CaseBuilder.of("average pool " + name, input, new Op.AvgPool(window)));
  }
}
