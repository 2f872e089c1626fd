/**
 * Networks written directly against an engine, as one would who has no framework: what the
 * framework costs is measured against them.
 */
@NullMarked
package io.github.xception.bench.direct;

import org.jspecify.annotations.NullMarked;
