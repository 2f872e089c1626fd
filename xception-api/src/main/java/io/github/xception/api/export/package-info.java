/** The contract of those who write trained networks in the formats of other programs. */
@NullMarked
package io.github.xception.api.export;

import org.jspecify.annotations.NullMarked;
