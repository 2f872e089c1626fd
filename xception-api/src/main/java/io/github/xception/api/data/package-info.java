/** The contracts of data sets and batches. */
@NullMarked
package io.github.xception.api.data;

import org.jspecify.annotations.NullMarked;
