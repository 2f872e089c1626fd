/**
 * The backend {@code tensorflow}: a network becomes a TensorFlow graph once, and each step is one
 * run of a session.
 */
@NullMarked
package io.github.xception.tfjava;

import org.jspecify.annotations.NullMarked;
