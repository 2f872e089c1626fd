/** Engines held against each other: by what they compute, and by how fast. */
@NullMarked
package io.github.xception.bench;

import org.jspecify.annotations.NullMarked;
