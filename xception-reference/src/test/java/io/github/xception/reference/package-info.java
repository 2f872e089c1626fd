/** What holds the reference to numbers that come from elsewhere. */
@NullMarked
package io.github.xception.reference;

import org.jspecify.annotations.NullMarked;
