/** The built distribution, used as a person or a script uses it. */
@NullMarked
package io.github.xception.cli.end;

import org.jspecify.annotations.NullMarked;
