package io.github.xception.djl;

class PyTorchPoolingTest extends PoolingProperties {
  PyTorchPoolingTest() {
    super(new PyTorchBackendProvider());
  }
}
