/**
 * A POSIX shell on a host: the one thing that zmdev needs there beside coreutils or busybox.
 *
 * <p>Depends on the model only.
 */
@NullMarked
package io.zmdev.hw.shell;

import org.jspecify.annotations.NullMarked;
