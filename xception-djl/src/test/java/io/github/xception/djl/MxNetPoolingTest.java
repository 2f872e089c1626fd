package io.github.xception.djl;

class MxNetPoolingTest extends PoolingProperties {
  MxNetPoolingTest() {
    super(new MxNetBackendProvider());
  }
}
