package io.github.xception.testkit;

import static io.github.xception.testkit.Windows.same;
import static io.github.xception.testkit.Windows.valid;

import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions at the edges: strides, odd and even sizes, paddings, kernels, groups. */
final class ConvolutionCases {
  private static final Shape EVEN = Shape.of(8, 6, 4);
  private static final Shape ODD = Shape.of(7, 9, 4);

  private ConvolutionCases() {}

  static Stream<NetworkCase> all() {
    return Stream.of(windows(), paddings(), groups()).flatMap(List::stream);
  }

  private static List<NetworkCase> windows() {
    return List.of(
        conv("conv 1x1", ODD, valid(1, 1)),
        conv("conv 1x1 stride 2, odd size", ODD, same(ODD, 1, 2)),
        conv("conv 1x1 stride 2, even size", EVEN, same(EVEN, 1, 2)),
        conv("conv 1x1 stride 3", ODD, valid(1, 3)),
        conv("conv 3x3 valid", ODD, valid(3, 1)),
        conv("conv 3x3 same", EVEN, same(EVEN, 3, 1)),
        conv("conv 3x3 stride 2 valid, last row unused", EVEN, valid(3, 2)),
        conv("conv 3x3 stride 2 same, odd size", ODD, same(ODD, 3, 2)),
        conv("conv 3x3 stride 2 same, even size", EVEN, same(EVEN, 3, 2)),
        conv("conv 3x3 stride 3 same", EVEN, same(EVEN, 3, 3)),
        conv("conv 5x5 same", ODD, same(ODD, 5, 1)),
        conv("conv 5x5 stride 2 same, even size", EVEN, same(EVEN, 5, 2)),
        conv("conv 5x5 stride 3 same", ODD, same(ODD, 5, 3)),
        conv("conv 2x2 same", ODD, same(ODD, 2, 1)),
        conv("conv 4x4 same", ODD, same(ODD, 4, 1)),
        conv("conv 1x3 same", EVEN, same(EVEN, 1, 3, 1)),
        conv("conv 3x1 stride 2 same", EVEN, same(EVEN, 3, 1, 2)),
        conv("conv 5x3 same", ODD, same(ODD, 5, 3, 1)),
        conv("conv 2x3 stride 2 same", ODD, same(ODD, 2, 3, 2)),
        conv("conv of one channel", Shape.of(6, 6, 1), valid(3, 1)),
        CaseBuilder.of("conv to one channel", ODD, new Op.Conv2d(same(ODD, 3, 1), 1, 1, false)),
        CaseBuilder.of("conv with bias", ODD, new Op.Conv2d(same(ODD, 3, 1), 1, 5, true)));
  }

  private static List<NetworkCase> paddings() {
    Shape pixel = Shape.of(1, 1, 4);
    return List.of(
        conv("conv padded on all sides differently", ODD, padded(3, 1, 2, 0, 1, 3)),
        conv("conv stride 2 padded on all sides differently", EVEN, padded(3, 2, 0, 2, 3, 1)),
        conv("conv padded after only", EVEN, padded(3, 1, 0, 2, 0, 2)),
        conv("conv padded before only", EVEN, padded(3, 2, 1, 0, 1, 0)),
        conv("conv padded by more than its kernel", EVEN, padded(3, 2, 4, 4, 5, 5)),
        conv("conv 1x1 padded", ODD, padded(1, 1, 1, 1, 2, 2)),
        conv("conv 3x3 same of one pixel", pixel, same(pixel, 3, 1)),
        conv("conv as large as its input", Shape.of(5, 5, 4), valid(5, 1)));
  }

  private static List<NetworkCase> groups() {
    Shape six = Shape.of(7, 8, 6);
    return List.of(
        grouped("depthwise 3x3 same", six, same(six, 3, 1), 6, 6, false),
        grouped("depthwise 3x3 valid with bias", six, valid(3, 1), 6, 6, true),
        grouped("depthwise 3x3 stride 2 same", six, same(six, 3, 2), 6, 6, false),
        grouped("depthwise 5x5 stride 2 same", six, same(six, 5, 2), 6, 6, false),
        grouped("depthwise 1x1", six, valid(1, 1), 6, 6, false),
        grouped("depthwise with multiplier 2", six, same(six, 3, 1), 6, 12, false),
        grouped("depthwise with multiplier 3, stride 2, bias", six, same(six, 3, 2), 6, 18, true),
        grouped("conv in 2 groups", six, same(six, 3, 1), 2, 4, false),
        grouped("conv in 3 groups, stride 2, bias", six, same(six, 3, 2), 3, 9, true),
        grouped("conv in 3 groups of one filter", six, valid(3, 1), 3, 3, false),
        grouped("conv 1x1 in 2 groups", six, valid(1, 1), 2, 6, false),
        // A plain convolution, though it has as many groups as channels.
        grouped("conv of one channel in one group", Shape.of(5, 5, 1), valid(3, 1), 1, 3, false));
  }

  private static NetworkCase conv(String name, Shape input, Window window) {
    return CaseBuilder.of(name, input, new Op.Conv2d(window, 1, 5, false));
  }

  private static NetworkCase grouped(
      String name, Shape input, Window window, int groups, int filters, boolean bias) {
    return CaseBuilder.of(name, input, new Op.Conv2d(window, groups, filters, bias));
  }

  private static Window padded(int kernel, int stride, int top, int bottom, int left, int right) {
    return new Window(kernel, kernel, stride, new Padding(top, bottom, left, right));
  }
}
