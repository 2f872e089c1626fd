package io.github.xception.train.report;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The two directions in which vectors vary most, and where the vectors lie along them (Pearson,
 * 1901).
 *
 * @param points the vectors' coordinates, in their order
 * @param shares the share of the vectors' variance along each direction, in 0-1
 */
record PrincipalComponents(List<Point> points, Point shares) {
  /** Copies the list. */
  PrincipalComponents {
    points = List.copyOf(points);
  }

  /** A value along each of the two directions. */
  record Point(double x, double y) {}

  /**
   * Finds them. A direction's sign is the one that makes its largest entry positive.
   *
   * @param vectors vectors x values, at least one vector
   * @return empty if not all values are finite
   */
  static Optional<PrincipalComponents> of(Tensor vectors) {
    DMatrixRMaj centred = centred(vectors);
    if (!Arrays.stream(centred.data).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    int n = centred.numRows;
    DMatrixRMaj directions = directions(centred);
    DMatrixRMaj coordinates = new DMatrixRMaj(n, 2);
    CommonOps_DDRM.mult(centred, directions, coordinates);
    double total = sumOfSquares(centred.data);
    double[] variances = new double[2];
    for (int i = 0; i < n; i++) {
      variances[0] += square(coordinates.get(i, 0));
      variances[1] += square(coordinates.get(i, 1));
    }
    List<Point> points =
        IntStream.range(0, n)
            .mapToObj(i -> new Point(coordinates.get(i, 0), coordinates.get(i, 1)))
            .toList();
    Point shares =
        total == 0 ? new Point(0, 0) : new Point(variances[0] / total, variances[1] / total);
    return Optional.of(new PrincipalComponents(points, shares));
  }

  private static DMatrixRMaj centred(Tensor vectors) {
    Shape shape = vectors.shape();
    int n = shape.dim(0);
    int d = shape.elements() / n;
    DMatrixRMaj matrix = new DMatrixRMaj(n, d);
    FloatBuffer values = vectors.floats();
    double[] means = new double[d];
    for (int i = 0; i < n * d; i++) {
      matrix.data[i] = values.get(i);
      means[i % d] += matrix.data[i] / n;
    }
    for (int i = 0; i < n * d; i++) {
      matrix.data[i] -= means[i % d];
    }
    return matrix;
  }

  /**
   * Returns the directions as columns, values x 2; a column is zero if there is no variance for it.
   * They are eigenvectors of XᵀX, or, where there are fewer vectors than values, Xᵀu/σ of those of
   * XXᵀ, which has the same eigenvalues σ² other than zero.
   */
  private static DMatrixRMaj directions(DMatrixRMaj centred) {
    int n = centred.numRows;
    int d = centred.numCols;
    boolean wide = n < d;
    int size = Math.min(n, d);
    DMatrixRMaj products = new DMatrixRMaj(size, size);
    if (wide) {
      CommonOps_DDRM.multOuter(centred, products);
    } else {
      CommonOps_DDRM.multInner(centred, products);
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(products)) {
      throw new IllegalStateException("the eigenvectors of a symmetric matrix were not found");
    }
    List<Integer> largest =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -eigen.getEigenvalue(i).getReal()))
            .limit(2)
            .toList();
    DMatrixRMaj directions = new DMatrixRMaj(d, 2);
    for (int column = 0; column < largest.size(); column++) {
      DMatrixRMaj vector = eigen.getEigenVector(largest.get(column));
      if (wide) {
        DMatrixRMaj direction = new DMatrixRMaj(d, 1);
        CommonOps_DDRM.multTransA(centred, vector, direction);
        vector = direction;
      }
      normalise(vector);
      CommonOps_DDRM.insert(vector, directions, 0, column);
    }
    return directions;
  }

  /** Scales a vector to length 1, its largest entry positive; one of length 0 stays. */
  private static void normalise(DMatrixRMaj vector) {
    double length = Math.sqrt(sumOfSquares(vector.data));
    if (length == 0) {
      return;
    }
    double largest = 0;
    for (double value : vector.data) {
      if (Math.abs(value) > Math.abs(largest)) {
        largest = value;
      }
    }
    CommonOps_DDRM.scale(Math.signum(largest) / length, vector);
  }

  private static double sumOfSquares(double[] values) {
    return Arrays.stream(values).map(PrincipalComponents::square).sum();
  }

  private static double square(double value) {
    return value * value;
  }
}
