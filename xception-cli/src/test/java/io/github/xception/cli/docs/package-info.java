/** What the documentation shows, run. */
@NullMarked
package io.github.xception.cli.docs;

import org.jspecify.annotations.NullMarked;
