/**
 * A sysfs tree that is computed: directories, attributes and links that ask the objects behind them, and the rules by which
 * paths are resolved and attributes are opened, read and written.
 *
 * <p>Depends on the model and the rules. Nothing here is thread-safe.
 */
@NullMarked
package io.zmdev.sim.host.sysfs;

import org.jspecify.annotations.NullMarked;
