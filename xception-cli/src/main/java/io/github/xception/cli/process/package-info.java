/** Other processes that run this program. */
@NullMarked
package io.github.xception.cli.process;

import org.jspecify.annotations.NullMarked;
