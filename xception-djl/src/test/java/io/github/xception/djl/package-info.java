/** Tests of the backends on DJL. */
@NullMarked
package io.github.xception.djl;

import org.jspecify.annotations.NullMarked;
