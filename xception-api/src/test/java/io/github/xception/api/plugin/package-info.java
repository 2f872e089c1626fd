/** Plug-ins in jars that are compiled here, the good and the broken. */
@NullMarked
package io.github.xception.api.plugin;

import org.jspecify.annotations.NullMarked;
