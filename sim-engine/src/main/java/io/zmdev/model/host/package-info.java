/**
 * How a host is talked to: operations on its sysfs and the answers, and the definition of an emulated one.
 *
 * <p>Part of the model: records only, may depend on the other model packages and the JDK.
 */
@NullMarked
package io.zmdev.model.host;

import org.jspecify.annotations.NullMarked;
