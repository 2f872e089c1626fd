/** Words that people wrote, and what they meant. */
@NullMarked
package io.github.xception.api.text;

import org.jspecify.annotations.NullMarked;
