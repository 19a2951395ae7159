/**
 * From a host's sysfs, mounts, guests (virsh) and the records that zmdev keeps there to the {@link io.zmdev.model.Machine}.
 *
 * <p>What can't be read is unknown with its file and the reason. What no kernel prints is unknown too and a {@link
 * io.zmdev.model.Damage}, so that no plan touches what it is about; without the directories that everything begins with there is
 * no machine. Depends on the hosts and the model; keeps no state.
 */
@NullMarked
package io.zmdev.hw.inventory;

import org.jspecify.annotations.NullMarked;
