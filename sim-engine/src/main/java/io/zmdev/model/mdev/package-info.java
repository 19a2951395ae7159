/**
 * Mediated devices, observed and desired.
 *
 * <p>Part of the model: records only, may depend on the other model packages and the JDK.
 */
@NullMarked
package io.zmdev.model.mdev;

import org.jspecify.annotations.NullMarked;
