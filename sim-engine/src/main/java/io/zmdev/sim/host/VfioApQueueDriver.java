package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.Optional;

/** The driver {@code vfio_ap} of the AP bus: it holds the queues that guests may get (vfio_ap_drv.c). */
final class VfioApQueueDriver extends ApDriver {

    private final ApBus bus;
    private final QueueUser user;
    private final AttributeTable<ApQueue> attributes;

    VfioApQueueDriver(Kernel kernel, ApBus bus, QueueUser user) {
        super("vfio_ap", VfioAp.MODULE);
        this.bus = bus;
        this.user = user;
        this.attributes = AttributeTable.<ApQueue>of(
                        Attribute.<ApQueue>readOnly("status", queue -> user.status(queue) + "\n")
                                .since(KernelBehaviour.GUEST_MATRIX))
                .on(kernel.version());
    }

    @Override
    boolean ofHost() {
        return false;
    }

    @Override
    boolean matches(ApDevice device) {
        return device instanceof ApQueue;
    }

    @Override
    Optional<Errno> probe(ApDevice device) {
        ApQueue queue = (ApQueue) device;
        if (!bus.masks().allow(queue, this)) {
            return Optional.of(Errno.ENODEV);
        }
        bus.expectBindings();
        queue.setLastReset(ApHardware.ResponseCode.NORMAL);
        user.queueAdded(queue);
        return Optional.empty();
    }

    @Override
    void remove(ApDevice device, Runnable done) {
        user.queueRemoved((ApQueue) device);
        bus.reset((ApQueue) device);
        done.run();
    }

    @Override
    Directory group(ApDevice device) {
        return new AttributeGroup<>(attributes, (ApQueue) device);
    }

    @Override
    boolean needsAnyOf(Mask256 adapters, Mask256 domains) {
        return user.hasAnyOf(adapters, domains);
    }

    @Override
    void configurationChanged(ApMatrix now, ApMatrix before) {
        user.configurationChanged(now, before);
    }

    @Override
    void scanCompleted() {
        user.scanCompleted();
    }
}
