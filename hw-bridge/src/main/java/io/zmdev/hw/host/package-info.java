/**
 * The hosts that zmdev reads and writes: an emulated machine, a recorded bundle, this machine, one behind SSH. {@link
 * io.zmdev.hw.host.HostAccess} is all that the inventory, the transactions and the screens know of them.
 *
 * <p>May depend on the model, the emulated machine, the document readers, the shells, the native calls and Commons Compress. Every path
 * is absolute ({@code /sys/bus/ap/apmask}). A host is used by one thread at a time.
 */
@NullMarked
package io.zmdev.hw.host;

import org.jspecify.annotations.NullMarked;
