/** How what others write is found on the class path: backends and export formats. */
@NullMarked
package io.github.xception.api.plugin;

import org.jspecify.annotations.NullMarked;
