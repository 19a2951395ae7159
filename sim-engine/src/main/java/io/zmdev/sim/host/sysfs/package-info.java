/**
 * Trees of sysfs and proc that are computed: directories, files and links that ask the objects behind them, and the rules by which
 * paths are resolved and files are opened, read and written.
 *
 * <p>Depends on the model and the rules. Nothing here is thread-safe.
 */
@NullMarked
package io.zmdev.sim.host.sysfs;

import org.jspecify.annotations.NullMarked;
