/**
 * The channel subsystem: subchannels, channel paths and device numbers.
 *
 * <p>Part of the model: records only, may depend on the other model packages and the JDK.
 */
@NullMarked
package io.zmdev.model.css;

import org.jspecify.annotations.NullMarked;
