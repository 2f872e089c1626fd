/** Pages of HTML that need nothing but themselves: no network, no scripts. */
@NullMarked
package io.github.xception.train.html;

import org.jspecify.annotations.NullMarked;
