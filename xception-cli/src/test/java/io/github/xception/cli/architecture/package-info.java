/** Holds the modules to the design: what each may see, and what none may do. */
@NullMarked
package io.github.xception.cli.architecture;

import org.jspecify.annotations.NullMarked;
