/**
 * The backend that defines the semantics, in pure Java and double precision.
 *
 * <p>Each operation is a file ({@code Conv2dOp}, {@code BatchNormOp}, …) where formula, forward and
 * backward stand together; each optimizer is one ({@code SgdRule}, {@code RmsPropRule}, {@code
 * AdamRule}). {@code ForwardPass} calls the operations as the graph is walked, and {@code Tape}
 * takes the way back.
 */
@NullMarked
package io.github.xception.reference;

import org.jspecify.annotations.NullMarked;
