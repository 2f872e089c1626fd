/** Wrong backends, made from the right one, that the contract must reject. */
@NullMarked
package io.github.xception.testkit.mutant;

import org.jspecify.annotations.NullMarked;
