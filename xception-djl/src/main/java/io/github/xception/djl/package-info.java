/** Backends on the engines of the Deep Java Library. */
@NullMarked
package io.github.xception.djl;

import org.jspecify.annotations.NullMarked;
