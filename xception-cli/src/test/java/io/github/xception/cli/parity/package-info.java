@NullMarked
package io.github.xception.cli.parity;

import org.jspecify.annotations.NullMarked;
