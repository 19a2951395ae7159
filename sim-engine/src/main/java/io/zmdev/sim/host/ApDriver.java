package io.zmdev.sim.host;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;

/** A driver of the AP bus ({@code struct ap_driver}). */
abstract class ApDriver extends Driver<ApDevice> {

    ApDriver(String name, String module) {
        super(name, Optional.of(module));
    }

    /** {@code AP_DRIVER_FLAG_DEFAULT}: it drives the queues that the masks reserve for the host. */
    abstract boolean ofHost();

    /** {@code in_use}: whether it needs one of these queues. */
    boolean needsAnyOf(Mask256 adapters, Mask256 domains) {
        return false;
    }

    /** {@code on_config_changed}: QCI tells something else than before; devices don't follow yet. */
    void configurationChanged(ApMatrix now, ApMatrix before) {}

    /** {@code on_scan_complete}: the devices follow the changed configuration. */
    void scanCompleted() {}
}
