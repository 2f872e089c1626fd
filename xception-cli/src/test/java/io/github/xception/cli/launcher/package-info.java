/** The shell scripts that start the command line, run as a user runs them. */
@NullMarked
package io.github.xception.cli.launcher;

import org.jspecify.annotations.NullMarked;
