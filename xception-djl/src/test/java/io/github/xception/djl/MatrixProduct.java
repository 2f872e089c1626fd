package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A product of two square matrices in single precision: the most that a network can reach. */
final class MatrixProduct implements Runnable, AutoCloseable {
  /** What a measurement calls it. */
  static final String NAME = "matrix product";

  private static final int SIZE = 2048;

  /** How many additions and multiplications it is. */
  static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;

  private final NDManager manager;
  private final NDArray a;
  private final NDArray b;

  private MatrixProduct(NDManager manager) {
    this.manager = manager;
    this.a = manager.randomNormal(new Shape(SIZE, SIZE));
    this.b = manager.randomNormal(new Shape(SIZE, SIZE));
  }

  /** Makes two matrices, once the engine has been started. */
  static MatrixProduct create() {
    return EngineThread.call(
        () -> new MatrixProduct(Engine.getEngine("PyTorch").newBaseManager(Device.cpu())));
  }

  @Override
  public void run() {
    EngineThread.call(
        () -> {
          a.matMul(b).close();
          return true;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
