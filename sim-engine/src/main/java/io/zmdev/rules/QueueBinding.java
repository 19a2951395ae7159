package io.zmdev.rules;

import java.util.Collection;
import java.util.Optional;

/** Which driver a queue has after a mask was written ({@code ap_bus_revise_bindings}, {@code __ap_revise_reserved}). */
public final class QueueBinding {

    public static final String VFIO_AP = "vfio_ap";
    public static final String HOST_DRIVER = "cex4queue";
    public static final String HOST_MODULE = "zcrypt_cex4";

    private QueueBinding() {}

    /**
     * A queue is probed again when a driver of the host has it and it is free, or none has it and it is reserved. So a free
     * queue that has no driver stays without one, whatever is written.
     *
     * @param driver the driver that it has
     * @param reserved whether the host's drivers own it after the write
     * @param modules the loaded modules
     */
    public static Optional<String> revised(Optional<String> driver, boolean reserved, Collection<String> modules) {
        boolean isHosts = driver.isPresent() && !driver.get().equals(VFIO_AP);
        if (isHosts == reserved) {
            return driver;
        }
        String module = reserved ? HOST_MODULE : VFIO_AP;
        return Optional.of(reserved ? HOST_DRIVER : VFIO_AP).filter(name -> modules.contains(module));
    }
}
