package io.zmdev.sim.host;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;

/** What the mediated devices make of the queues that vfio_ap has. */
interface QueueUser {

    /** Whether a device has one of these queues assigned. */
    boolean hasAnyOf(Mask256 adapters, Mask256 domains);

    /** Attribute {@code status} of a queue, without the newline. */
    String status(ApQueue queue);

    /** vfio_ap got a queue. */
    void queueAdded(ApQueue queue);

    /** vfio_ap loses a queue. */
    void queueRemoved(ApQueue queue);

    /** The LPAR's configuration changed; the devices of the AP bus don't follow yet. */
    void configurationChanged(ApMatrix now, ApMatrix before);

    /** The devices of the AP bus follow the changed configuration. */
    void scanCompleted();
}
