/** The command line. */
@NullMarked
package io.github.xception.cli;

import org.jspecify.annotations.NullMarked;
