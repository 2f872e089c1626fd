/** A backend as somebody else would write it: an example, and a proof that the contract is fair. */
@NullMarked
package com.example.naive;

import org.jspecify.annotations.NullMarked;
