/** Contenders that are not of the JVM: the same network in Python, each in a process of its own. */
@NullMarked
package io.github.xception.bench.peer;

import org.jspecify.annotations.NullMarked;
