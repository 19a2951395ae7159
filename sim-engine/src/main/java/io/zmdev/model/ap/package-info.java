/**
 * Crypto adapters, usage and control domains, queues and the AP bus masks.
 *
 * <p>Part of the model: records only, may depend on the other model packages and the JDK.
 */
@NullMarked
package io.zmdev.model.ap;

import org.jspecify.annotations.NullMarked;
