/** The backend that defines the semantics, in pure Java and double precision. */
@NullMarked
package io.github.xception.reference;

import org.jspecify.annotations.NullMarked;
