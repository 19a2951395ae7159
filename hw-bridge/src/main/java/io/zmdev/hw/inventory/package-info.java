/**
 * From a host's sysfs, mounts, guests (virsh) and the records that zmdev keeps there to the {@link io.zmdev.model.Machine}.
 *
 * <p>What can't be read is unknown with its file and the reason. What no kernel prints is an error that names the file: there
 * is no partial machine. Depends on the hosts and the model; keeps no state.
 */
@NullMarked
package io.zmdev.hw.inventory;

import org.jspecify.annotations.NullMarked;
