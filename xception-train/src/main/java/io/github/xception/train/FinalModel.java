package io.github.xception.train;

import java.util.Optional;

/**
 * What a finished run gives.
 *
 * @param step steps done when its weights were saved
 * @param test how it does on the test images, if there are any
 */
record FinalModel(long step, Optional<TestMetrics> test) {}
