/** What the JSON form of a record has beyond its components: defaults, ranges, short forms. */
@NullMarked
package io.github.xception.api.spec.form;

import org.jspecify.annotations.NullMarked;
