/** What the tests of every module share: the architecture rules and generators of random input. */
@NullMarked
package io.zmdev.testing;

import org.jspecify.annotations.NullMarked;
