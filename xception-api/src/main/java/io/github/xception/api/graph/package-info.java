/** The lowered model: typed primitive operations in topological order with inferred shapes. */
@NullMarked
package io.github.xception.api.graph;

import org.jspecify.annotations.NullMarked;
