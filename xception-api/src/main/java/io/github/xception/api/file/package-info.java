/** Writing files so that nothing is ever left half written. */
@NullMarked
package io.github.xception.api.file;

import org.jspecify.annotations.NullMarked;
