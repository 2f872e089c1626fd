package io.github.xception.bench.direct;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** The product of two square matrices of 32-bit floats, as DJL's user asks an engine for it. */
public final class MatrixProduct implements AutoCloseable {
  private final NDManager manager;
  private final NDArray a;
  private final NDArray b;

  private MatrixProduct(NDManager manager, NDArray a, NDArray b) {
    this.manager = manager;
    this.a = a;
    this.b = b;
  }

  /**
   * Makes two matrices of random numbers.
   *
   * @param engine DJL's name of the engine
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @param size rows, and columns
   * @throws io.github.xception.api.backend.BackendException if the engine cannot start
   */
  public static MatrixProduct create(String engine, int threads, String device, int size) {
    Engine started = DjlEngine.start(engine, threads);
    NDManager manager = NDManager.newBaseManager(DjlEngine.device(started, device), engine);
    Shape shape = new Shape(size, size);
    return new MatrixProduct(
        manager,
        manager.randomUniform(-1, 1, shape, DataType.FLOAT32),
        manager.randomUniform(-1, 1, shape, DataType.FLOAT32));
  }

  /** Multiplies, and returns one element, which is there when all are. */
  public float multiply() {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray product = a.matMul(b);
      product.attach(scratch);
      return product.getFloat(0, 0);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
