package io.github.xception.api.graph;

import io.github.xception.api.tensor.Shape;

/** Infers the shape of an operation's value; refuses inputs that the operation cannot take. */
final class ShapeInference implements OpTranslator<Shape> {
  @Override
  public Shape conv2d(Node node, Op.Conv2d op, Shape x) {
    requireImage(node, x);
    if (x.dim(2) % op.groups() != 0 || op.filters() % op.groups() != 0) {
      throw new InvalidNodeException(
          node.path(),
          op.groups()
              + " groups for "
              + x.dim(2)
              + " input channels and "
              + op.filters()
              + " filters",
          "a number of groups that divides both");
    }
    return window(node, op.window(), x, op.filters());
  }

  @Override
  public Shape batchNorm(Node node, Op.BatchNorm op, Shape x) {
    return x;
  }

  @Override
  public Shape relu(Node node, Op.Relu op, Shape x) {
    return x;
  }

  @Override
  public Shape maxPool(Node node, Op.MaxPool op, Shape x) {
    return pool(node, op.window(), x);
  }

  @Override
  public Shape avgPool(Node node, Op.AvgPool op, Shape x) {
    return pool(node, op.window(), x);
  }

  @Override
  public Shape globalAvgPool(Node node, Op.GlobalAvgPool op, Shape x) {
    requireImage(node, x);
    return Shape.of(x.dim(2));
  }

  @Override
  public Shape add(Node node, Op.Add op, Shape a, Shape b) {
    if (!a.equals(b)) {
      throw new InvalidNodeException(node.path(), a + " and " + b, "two values of one shape");
    }
    return a;
  }

  @Override
  public Shape flatten(Node node, Op.Flatten op, Shape x) {
    requireImage(node, x);
    return Shape.of(x.elements());
  }

  @Override
  public Shape dense(Node node, Op.Dense op, Shape x) {
    requireVector(node, x);
    return Shape.of(op.units());
  }

  @Override
  public Shape dropout(Node node, Op.Dropout op, Shape x) {
    return x;
  }

  @Override
  public Shape softmax(Node node, Op.Softmax op, Shape x) {
    requireVector(node, x);
    return x;
  }

  private static Shape pool(Node node, Window window, Shape x) {
    requireImage(node, x);
    Padding padding = window.padding();
    // A window with nothing but padding in it would have no largest value and no mean.
    if (Math.max(padding.top(), padding.bottom()) >= window.kernelHeight()
        || Math.max(padding.left(), padding.right()) >= window.kernelWidth()) {
      throw new InvalidNodeException(
          node.path(),
          "padding " + padding + " for a window of " + extent(window),
          "padding smaller than the window");
    }
    return window(node, window, x, x.dim(2));
  }

  private static Shape window(Node node, Window window, Shape x, int channels) {
    Padding padding = window.padding();
    long height = (long) x.dim(0) + padding.top() + padding.bottom();
    long width = (long) x.dim(1) + padding.left() + padding.right();
    if (height > Shape.MAX_ELEMENTS || width > Shape.MAX_ELEMENTS / height) {
      throw new InvalidNodeException(
          node.path(),
          "an input of " + height + "x" + width + ", padding included",
          "at most " + Shape.MAX_ELEMENTS + " elements");
    }
    if (window.kernelHeight() > height || window.kernelWidth() > width) {
      throw new InvalidNodeException(
          node.path(),
          "a window of "
              + extent(window)
              + " on an input of "
              + height
              + "x"
              + width
              + (padding.equals(Padding.NONE) ? "" : ", padding included"),
          "a window that fits into its input");
    }
    return shape(node, window.outputHeight(x.dim(0)), window.outputWidth(x.dim(1)), channels);
  }

  private static Shape shape(Node node, int... dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw tooLarge(node.path(), "an output", dims);
    }
  }

  static InvalidNodeException tooLarge(String path, String what, int... dims) {
    StringBuilder extents = new StringBuilder();
    for (int dim : dims) {
      extents.append(extents.isEmpty() ? "" : "x").append(dim);
    }
    return new InvalidNodeException(
        path, what + " of " + extents, "at most " + Shape.MAX_ELEMENTS + " elements");
  }

  private static String extent(Window window) {
    return window.kernelHeight() + "x" + window.kernelWidth();
  }

  private static void requireImage(Node node, Shape x) {
    if (x.rank() != 3) {
      throw new InvalidNodeException(
          node.path(), "an input of " + x, "an image: height x width x channels");
    }
  }

  private static void requireVector(Node node, Shape x) {
    if (x.rank() != 1) {
      throw new InvalidNodeException(
          node.path(),
          "an input of " + x,
          "a vector: put a globalAvgPool2d or a flatten before it");
    }
  }
}
